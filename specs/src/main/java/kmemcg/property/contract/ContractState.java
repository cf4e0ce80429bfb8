package kmemcg.property.contract;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kmemcg.design.CacheFlag;
import kmemcg.program.World;
import org.jspecify.annotations.Nullable;

/**
 * What a program knows of a system: its groups, its caches, its objects with who has to pay for them, and where its processes
 * are. Nothing of stocks, owners or references: those are how, this is what.
 *
 * @param groups by name, the root too; removed ones stay
 * @param objects by name, those that are there or may be there
 * @param caches by name
 * @param processes the group of each thread that has run something
 */
public record ContractState(
        Map<String, Group> groups, Map<String, Obj> objects, Map<String, Cache> caches, Map<String, String> processes) {
    public ContractState {
        groups = Map.copyOf(groups);
        objects = Map.copyOf(objects);
        caches = Map.copyOf(caches);
        processes = Map.copyOf(processes);
    }

    /** The state before the first operation. */
    static ContractState of(World world) {
        Map<String, Group> groups = new HashMap<>();
        groups.put(World.ROOT, new Group(null, null, false, Life.LIVE));
        world.groups()
                .forEach(group -> groups.put(group.name(), new Group(group.parent(), group.limit(), false, Life.LIVE)));
        Map<String, Cache> caches = new HashMap<>();
        world.caches()
                .forEach(cache -> caches.put(
                        cache.name(),
                        new Cache(cache.objectSize(), cache.flags().contains(CacheFlag.ACCOUNT))));
        return new ContractState(groups, Map.of(), caches, Map.of());
    }

    public @Nullable Group group(String name) {
        return groups.get(name);
    }

    public boolean isLive(String group) {
        Group there = groups.get(group);
        return there != null && there.life == Life.LIVE;
    }

    public boolean hasLiveChildren(String group) {
        return groups.values().stream().anyMatch(child -> group.equals(child.parent) && child.life == Life.LIVE);
    }

    /** Whether some group has been told to go and may not have gone yet. */
    public boolean somebodyIsDying() {
        return groups.values().stream().anyMatch(group -> group.life == Life.DYING);
    }

    /** The group itself or its nearest ancestor that lives. */
    public String nearestLiving(String group) {
        String at = group;
        for (Group there = groups.get(at); there != null && there.life != Life.LIVE; there = groups.get(at)) {
            at = there.parent == null ? World.ROOT : there.parent;
        }
        return at;
    }

    /** Whether a group is the root of a subtree or below it. */
    public boolean isIn(String group, String subtree) {
        for (String at = group; at != null; at = parentOf(at)) {
            if (at.equals(subtree)) {
                return true;
            }
        }
        return false;
    }

    public @Nullable String parentOf(String group) {
        Group there = groups.get(group);
        return there == null ? null : there.parent;
    }

    /** Bytes that objects in a subtree certainly are charged. */
    public long surelyCharged(String subtree) {
        return chargedIn(subtree)
                .filter(object -> !object.mayBeGone && !object.mayBeUncharged)
                .mapToLong(Obj::least)
                .sum();
    }

    /** Bytes that objects in a subtree are charged at the most. */
    public long perhapsCharged(String subtree) {
        return chargedIn(subtree).mapToLong(Obj::most).sum();
    }

    private Stream<Obj> chargedIn(String subtree) {
        return objects.values().stream().filter(object -> object.payer != null && isIn(object.payer, subtree));
    }

    /** On whose list an object is, if it is on one. */
    public static String listOf(ContractState state, Obj object) {
        return object.payer == null ? World.ROOT : state.nearestLiving(object.payer);
    }

    /**
     * Whether an object, if it is on a list, may be on that of a group of a subtree: where its payer's list has gone, or while the
     * subtree's root is on its way out, where it has not gone yet; on the root's, if nobody pays for it.
     */
    boolean mayBeListedIn(String subtree, Obj object) {
        Group top = groups.get(subtree);
        boolean isOnItsWayOut = top != null && top.life == Life.DYING;
        return isIn(listOf(this, object), subtree)
                || (object.mayBeUncharged && subtree.equals(World.ROOT))
                || (isOnItsWayOut && object.payer != null && isIn(object.payer, subtree));
    }

    /** Whether something is on a list, and one cannot tell whether that is its group's or the root's. */
    boolean hasItemOfUnknownList() {
        return objects.values().stream().anyMatch(object -> object.linked && object.mayBeUncharged);
    }

    public ContractState withGroup(String name, Group group) {
        Map<String, Group> changed = new HashMap<>(groups);
        changed.put(name, group);
        return new ContractState(changed, objects, caches, processes);
    }

    public ContractState withCache(String name, @Nullable Cache cache) {
        Map<String, Cache> changed = new HashMap<>(caches);
        changed.remove(name);
        if (cache != null) {
            changed.put(name, cache);
        }
        return new ContractState(groups, objects, changed, processes);
    }

    public ContractState withProcess(String thread, String group) {
        Map<String, String> changed = new HashMap<>(processes);
        changed.put(thread, group);
        return new ContractState(groups, objects, caches, changed);
    }

    public ContractState withObject(String name, Obj object) {
        Map<String, Obj> changed = new HashMap<>(objects);
        changed.put(name, object);
        return new ContractState(groups, changed, caches, processes);
    }

    public ContractState without(Predicate<String> gone) {
        Map<String, Obj> changed = new HashMap<>(objects);
        changed.keySet().removeIf(gone);
        return new ContractState(groups, changed, caches, processes);
    }

    public ContractState change(Predicate<Obj> which, UnaryOperator<Obj> how) {
        Map<String, Obj> changed = new HashMap<>(objects);
        changed.replaceAll((name, object) -> which.test(object) ? how.apply(object) : object);
        return new ContractState(groups, changed, caches, processes);
    }

    /** Where a group is in its life, as far as the program can tell. */
    public enum Life {
        LIVE,
        /** {@code rmdir} has returned; offline may still be to come. */
        DYING,
        OFFLINE
    }

    /**
     * A group.
     *
     * @param limit in pages, null for none
     * @param isPassed whether CPUs may hold charges beyond it, which it does not keep from being used: it was set after them, or a
     *     charge was forced past it
     */
    public record Group(@Nullable String parent, @Nullable Long limit, boolean isPassed, Life life) {
        public Group limited(long pages) {
            return new Group(parent, pages, true, life);
        }

        public Group in(Life later) {
            return new Group(parent, limit, isPassed, later);
        }

        Group passed() {
            return new Group(parent, limit, true, life);
        }
    }

    public record Cache(int objectSize, boolean accounted) {}

    /**
     * An object.
     *
     * @param payer the group of the process that allocated it, null if it is not to be charged
     * @param least bytes that it is charged if it is charged
     * @param most bytes that it is charged at the most
     * @param mayBeGone whether reclaim may have freed it
     * @param mayBeUncharged whether memory for its owner may have failed, or no group was left to pay
     */
    public record Obj(
            @Nullable String payer,
            long least,
            long most,
            boolean forLru,
            boolean linked,
            boolean mayBeGone,
            boolean mayBeUncharged) {
        public Obj linked(boolean now) {
            return new Obj(payer, least, most, forLru, now, false, mayBeUncharged);
        }

        public Obj perhapsGone() {
            return new Obj(payer, least, most, forLru, linked, true, mayBeUncharged);
        }
    }
}
