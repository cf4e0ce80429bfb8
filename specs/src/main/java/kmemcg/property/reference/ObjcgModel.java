package kmemcg.property.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.memcg.Gfp;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Result;
import kmemcg.program.World;

/**
 * The accounting of obj_cgroup in Linux 6.1: names for groups, owners and objects, no machine, nothing of
 * the design. Everything is predicted exactly, also behind a limit and after a failed allocation: stocks and batches, the slab
 * page that needs memory, what is drained at once and what later, who pays after a group is gone.
 *
 * <p>Deferred work and RCU callbacks run in the order of their queueing: all of them in {@code settle}, and before a CPU goes
 * offline; and as many as it takes in {@code offline}.
 */
public final class ObjcgModel implements ReferenceModel {
    private final DeferredSteps deferred = new DeferredSteps();
    private final Groups groups = new Groups(World.ROOT, deferred, this::goesOffline);
    private final ListMembers lists = new ListMembers();
    private final List<Actor> actors = new ArrayList<>();
    private final PageCharges pages;
    private final ByteCharges charges;
    private final Slabs slabs;

    /** Objects that may be put on a list. */
    private final Set<String> forLists = new HashSet<>();

    private boolean shrinkerIsRegistered;

    /** The world of a program before it runs. */
    public ObjcgModel(Program program) {
        World world = program.world();
        this.shrinkerIsRegistered = !program.has(Verb.REGISTER_SHRINKER);
        this.pages = new PageCharges(world.geometry(), world.cpus(), new AtLimit());
        this.charges = new ByteCharges(world.geometry(), world.cpus(), pages, deferred);
        this.slabs = new Slabs(world.geometry());
        pages.counters().add(World.ROOT, null);
        world.groups().forEach(this::addGroup);
        world.caches()
                .forEach(cache -> slabs.create(cache.name(), traits(cache.objectSize(), cache.flags()), () -> true));
    }

    private void addGroup(World.Group group) {
        addGroup(group.name(), group.parent());
        if (group.limit() != null) {
            pages.counters().forceMax(group.name(), group.limit());
        }
    }

    private void addGroup(String group, String parent) {
        groups.add(group, parent);
        pages.counters().add(group, parent);
        charges.addOwner(group);
    }

    private static Slabs.Traits traits(int size, Set<CacheFlag> flags) {
        return new Slabs.Traits(size, flags.contains(CacheFlag.ACCOUNT), !flags.contains(CacheFlag.NOMERGE));
    }

    @Override
    public Actor actor(int cpu, String group) {
        Actor actor = new Actor(cpu, group);
        actors.add(actor);
        return actor;
    }

    @Override
    public Result run(Actor actor, Operation operation) {
        return switch (operation.verb()) {
            case MKDIR -> inGroup(operation, parent -> mkdir(actor, operation.the(Kind.NEW_GROUP), parent), Result.NO);
            case RMDIR -> inGroup(operation, group -> groups.kill(actor.cpu(), group), Result.EBUSY);
            case OFFLINE -> inGroup(operation, group -> offline(actor, group), Result.EBUSY);
            case LIMIT ->
                inGroup(
                        operation,
                        group -> pages.limit(actor.cpu(), group, operation.number(Kind.PAGES)),
                        Result.EBUSY);
            case ATTACH -> inGroup(operation, group -> done(() -> actor.moveTo(group)), Result.ENODEV);
            case CREATE_CACHE -> createCache(actor, operation);
            case DESTROY_CACHE -> destroyCache(operation.the(Kind.CACHE));
            case ALLOC -> alloc(actor, operation);
            case FREE -> okIf(free(actor, operation.the(Kind.OBJECT)), Result.NO);
            case BULK_FREE ->
                Result.count(operation.objects().stream()
                        .filter(object -> free(actor, object))
                        .count());
            case LRU_ADD -> okIf(lruAdd(operation.the(Kind.OBJECT)), Result.NO);
            case LRU_DEL -> okIf(lists.remove(operation.the(Kind.OBJECT)), Result.NO);
            case SHRINK -> count(operation, group -> shrink(actor.cpu(), group));
            case REGISTER_SHRINKER -> okIf(done(() -> shrinkerIsRegistered = true), Result.NO);
            case DRAIN -> inGroup(operation, group -> done(() -> charges.drainAll(actor.cpu(), group)), Result.NO);
            case PAGE, CHARGE, UNMAP, RECLAIM, PROTECT ->
                throw new IllegalArgumentException(
                        "obj_cgroup has no " + operation.verb().word());
            case CPU_OFFLINE -> cpuOffline(actor.cpu(), (int) operation.number(Kind.CPU));
            case USAGE -> count(operation, group -> pages.counters().usage(group));
            case FAULT -> okIf(done(() -> actor.failAllocation(operation.number(Kind.COUNT))), Result.NO);
            case SLABINFO -> throw new IllegalStateException("objcg has no " + operation);
            case SETTLE -> okIf(done(this::settle), Result.NO);
        };
    }

    private static Result okIf(boolean done, Result otherwise) {
        return done ? Result.OK : otherwise;
    }

    private static boolean done(Runnable action) {
        action.run();
        return true;
    }

    private Result inGroup(Operation operation, Predicate<String> use, Result otherwise) {
        String group = operation.the(Kind.GROUP);
        return groups.isNamed(group) ? okIf(use.test(group), otherwise) : Result.SKIPPED;
    }

    private Result count(Operation operation, Count count) {
        String group = operation.the(Kind.GROUP);
        return groups.isNamed(group) ? Result.count(count.of(group)) : Result.SKIPPED;
    }

    /** The group and its owner each need memory. */
    private boolean mkdir(Actor actor, String group, String parent) {
        boolean made = actor.allocate(2);
        if (made) {
            addGroup(group, parent);
        }
        return made;
    }

    private boolean offline(Actor actor, String group) {
        boolean killed = groups.kill(actor.cpu(), group);
        if (killed) {
            deferred.runUntil(() -> !groups.isLiving(group));
        }
        return killed;
    }

    private void goesOffline(int cpu, String group, String parent) {
        charges.handOver(cpu, group, parent);
        lists.reparent(group, parent);
        charges.drainAll(cpu, group);
    }

    private Result createCache(Actor actor, Operation operation) {
        Slabs.Traits traits = traits((int) operation.number(Kind.BYTES), operation.cacheFlags());
        return okIf(slabs.create(operation.the(Kind.NEW_CACHE), traits, actor), Result.ENOMEM);
    }

    private Result destroyCache(String name) {
        Slabs.Cache cache = slabs.cache(name);
        return cache == null ? Result.SKIPPED : okIf(slabs.destroy(name, cache), Result.EBUSY);
    }

    private Result alloc(Actor actor, Operation operation) {
        Slabs.Cache cache = slabs.cache(operation.the(Kind.CACHE));
        if (cache == null) {
            return Result.SKIPPED;
        }
        String object = String.valueOf(operation.binds());
        Set<AllocFlag> flags = operation.allocFlags();
        if (flags.contains(AllocFlag.LRU)) {
            forLists.add(object);
        }
        String owner = isToCharge(cache, flags) ? nearestLiving(actor.group()) : World.ROOT;
        boolean allocated = owner.equals(World.ROOT)
                ? slabs.alloc(cache, object, actor)
                : allocCharged(actor, cache, object, flags, owner);
        return okIf(allocated, Result.ENOMEM);
    }

    private static boolean isToCharge(Slabs.Cache cache, Set<AllocFlag> flags) {
        return !flags.contains(AllocFlag.NOACCOUNT) && (cache.isAccounted() || flags.contains(AllocFlag.ACCOUNT));
    }

    private String nearestLiving(String group) {
        return groups.belowRoot(group).stream()
                .filter(groups::isLiving)
                .findFirst()
                .orElse(World.ROOT);
    }

    private boolean allocCharged(Actor actor, Slabs.Cache cache, String object, Set<AllocFlag> flags, String owner) {
        if (flags.contains(AllocFlag.LRU) && !lists.prepare(groups.belowRoot(owner), actor)) {
            return false;
        }
        if (!charges.charge(actor.cpu(), owner, cache.charge(), gfp(flags))) {
            return false;
        }
        boolean allocated = slabs.alloc(cache, object, actor);
        if (allocated && slabs.prepareOwner(object, actor)) {
            charges.own(object, owner, cache.charge());
        } else {
            charges.uncharge(actor.cpu(), owner, cache.charge());
        }
        return allocated;
    }

    private static Gfp gfp(Set<AllocFlag> flags) {
        if (flags.contains(AllocFlag.NOFAIL)) {
            return Gfp.NOFAIL;
        }
        return flags.contains(AllocFlag.ATOMIC) ? Gfp.ATOMIC : Gfp.KERNEL;
    }

    private boolean free(Actor actor, String object) {
        boolean isThere = slabs.isThere(object);
        if (isThere) {
            lists.remove(object);
            free(actor.cpu(), object);
        }
        return isThere;
    }

    private void free(int cpu, String object) {
        charges.free(cpu, object);
        slabs.free(object);
    }

    private boolean lruAdd(String object) {
        return slabs.isThere(object)
                && forLists.contains(object)
                && lists.add(object, charges.payerOf(object, World.ROOT));
    }

    /** Unlinks all of a group's list, then frees it; a group that has gone offline is passed over, and so is a shrinker that is not registered. */
    private int shrink(int cpu, String group) {
        List<String> isolated = shrinkerIsRegistered && groups.isLiving(group) ? lists.on(group) : List.of();
        isolated.forEach(lists::remove);
        isolated.forEach(object -> free(cpu, object));
        return isolated.size();
    }

    private Result cpuOffline(int cpu, int gone) {
        settle();
        charges.cpuDead(cpu, gone);
        return Result.OK;
    }

    private void settle() {
        deferred.runAll();
        groups.free(this::isHeld).forEach(pages.counters()::remove);
    }

    private boolean isHeld(String group) {
        return pages.isStocked(group)
                || actors.stream().anyMatch(actor -> actor.group().equals(group));
    }

    @Override
    public Set<String> groups() {
        return groups.all();
    }

    @Override
    public Accounts accounts() {
        Map<String, Long> usage = new TreeMap<>();
        groups.all().stream()
                .filter(groups::isLiving)
                .forEach(group -> usage.put(group, pages.counters().usage(group)));
        Map<String, Long> counts = lists.counts();
        return new Accounts(usage, charges.payers(), slabs.objects(), lists.all(), counts, counts.keySet());
    }

    /** How many of what there is in a group. */
    @FunctionalInterface
    private interface Count {
        long of(String group);
    }

    private final class AtLimit implements PageCharges.Relief {
        @Override
        public void reclaim(int cpu, String subtree) {
            shrink(cpu, subtree);
            groups.children(subtree).forEach(child -> reclaim(cpu, child));
        }

        @Override
        public void drain(int cpu, String subtree) {
            charges.drainAll(cpu, subtree);
        }
    }
}
