package kmemcg.trace;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import kmemcg.property.reference.LifeCycle;
import kmemcg.property.reference.LifeCycle.Step;
import org.jspecify.annotations.Nullable;

/** A memory cgroup from mkdir to its last trace: the order of its steps, and who it is at each. */
final class LifeRules {
    private static final Map<Step, String> EVENTS = new EnumMap<>(Map.ofEntries(
            Map.entry(Step.ONLINE, "css_online"),
            Map.entry(Step.RMDIR, "cgroup_rmdir"),
            Map.entry(Step.KILL_CONFIRMED, "css_killed_ref"),
            Map.entry(Step.KILLED, "css_killed_work"),
            Map.entry(Step.OFFLINE, "css_offline"),
            Map.entry(Step.OFFLINE_KMEM, "offline_kmem"),
            Map.entry(Step.REPARENT_LRUS, "reparent_list_lrus"),
            Map.entry(Step.OFFLINE_DONE, "css_offline_ret"),
            Map.entry(Step.UNREFERENCED, "css_release_ref"),
            Map.entry(Step.RELEASED, "css_released"),
            Map.entry(Step.FREEING, "css_free_rwork"),
            Map.entry(Step.FREED, "css_free")));

    private final Kernel kernel;
    private final LifeCycle<Group> life;
    private final Ownership ownership;
    private final PercpuRules percpu;

    LifeRules(Kernel kernel, LifeCycle<Group> life, Ownership ownership, PercpuRules percpu) {
        this.kernel = kernel;
        this.life = life;
        this.ownership = ownership;
        this.percpu = percpu;
    }

    /** The steps a recording shows of every group. */
    static Set<Step> shown(Meta meta) {
        Set<Step> shown = EnumSet.noneOf(Step.class);
        EVENTS.forEach((step, event) -> {
            if (meta.records(event)) {
                shown.add(step);
            }
        });
        return shown;
    }

    void allocating(TraceLine line, Context context) {
        context.work.allocatingFor = kernel.groups.at(line.address("parent"));
        context.work.percpu.clear();
    }

    void allocated(TraceLine line, Context context) {
        percpu.settle(line, context);
        context.work.allocatingFor = null;
    }

    void online(TraceLine line, Context context) {
        long parentAddress = line.address("parent");
        Group parent = kernel.groups.at(parentAddress);
        if (parent == null) {
            parent = kernel.groups.root();
            kernel.groups.locate(parent, parentAddress);
        }
        Group group = kernel.groups.online(line.number("cg"), line.address("memcg"), parent);
        group.percpu.addAll(context.work.percpu);
        context.work.percpu.clear();
        context.work.online = group;
        takes(line, life.online(group, parent));
    }

    void mkdir(TraceLine line, Context context) {
        Group group = context.work.online;
        if (group == null) {
            return;
        }
        context.work.online = null;
        String path = line.word("path");
        identity(line, group.id == line.number("id"), "id=" + group.id);
        identity(line, kernel.groups.above(path) == group.parent, "a path below " + group.parent);
        kernel.groups.name(group, path);
    }

    void rmdir(TraceLine line) {
        byId(line, Step.RMDIR);
    }

    /** The only step before css_offline that is not for memory alone: nothing of it names the group. */
    void killWork(Context context) {
        context.work.killWork = true;
        context.work.offlined = null;
    }

    /** css_killed_ref and css_release_ref name the reference count inside the group's struct. */
    void reference(TraceLine line, Step step) {
        Group group =
                kernel.groups.at(line.address("ref") - kernel.meta.layout().cssRefcnt());
        if (group != null) {
            takes(line, life.step(group, step));
        }
    }

    void offline(TraceLine line, Context context) {
        percpu.checkReturned(line, context);
        Group group = byMemcg(line);
        if (kernel.meta.records("css_killed_work")) {
            Group child = context.work.offlined;
            inWork(line, context.work.killWork || (child != null && child.parent == group), "css_killed_work");
            takes(line, life.step(group, Step.KILLED));
        }
        context.work.killWork = false;
        context.work.offlined = null;
        context.work.offlining = group;
        takes(line, life.step(group, Step.OFFLINE));
        identity(line, isParent(group, line.address("parent")), "parent=" + addressOf(group.parent));
        usage(line, group);
        ownership.offlining(line, group);
    }

    void offlineKmem(TraceLine line, Context context) {
        Group group = byMemcg(line);
        inWork(line, context.work.offlining == group, "css_offline of it");
        takes(line, life.step(group, Step.OFFLINE_KMEM));
    }

    void reparentLrus(TraceLine line, Context context) {
        Group group = byMemcg(line);
        inWork(line, context.work.offlining == group, "css_offline of it");
        takes(line, life.step(group, Step.REPARENT_LRUS));
        identity(line, isParent(group, line.address("parent")), "parent=" + addressOf(group.parent));
        usage(line, group);
        if (group.parent != null) {
            ownership.reparent(group, group.parent);
        }
    }

    void drainAll(TraceLine line, Context context) {
        if (context.work.offlining != null) {
            takes(line, life.step(context.work.offlining, Step.DRAINED));
        }
    }

    void offlineDone(TraceLine line, Context context) {
        Group group = context.work.offlining;
        inWork(line, group != null, "css_offline");
        context.work.offlining = null;
        context.work.offlined = group;
        if (group != null) {
            takes(line, life.step(group, Step.OFFLINE_DONE));
        }
    }

    void released(TraceLine line, Context context) {
        percpu.checkReturned(line, context);
        Group group = byMemcg(line);
        takes(line, life.step(group, Step.RELEASED));
        usage(line, group);
    }

    void freeWork(TraceLine line, Context context) {
        percpu.checkReturned(line, context);
        context.work.freeWork = true;
    }

    void free(TraceLine line, Context context) {
        percpu.checkReturned(line, context);
        Group group = byMemcg(line);
        if (kernel.meta.records("css_free_rwork")) {
            inWork(line, context.work.freeWork, "css_free_rwork");
            takes(line, life.step(group, Step.FREEING));
        }
        context.work.freeWork = false;
        takes(line, life.step(group, Step.FREED));
        usage(line, group);
        context.work.freeing = group;
        kernel.groups.freed(group);
    }

    void cgroupReleased(TraceLine line, Context context) {
        percpu.checkReturned(line, context);
        if (!kernel.groups.knows(line.number("id"))) {
            return;
        }
        Group group = kernel.groups.withId(line.number("id"));
        Step last = life.last(group);
        takes(line, last == null ? null : "css_free must come first");
        identity(line, group.path.equals(line.word("path")), "path=" + group.path);
        kernel.forget(group);
    }

    /** Only a living cgroup takes tasks. */
    void attach(TraceLine line) {
        if (kernel.groups.knows(line.number("dst_id"))) {
            Group group = kernel.groups.withId(line.number("dst_id"));
            Step last = life.last(group);
            boolean living = last == Step.ONLINE || group.olderThanTrace;
            takes(line, living ? null : "%s is past %s".formatted(group, last));
        }
    }

    /** True unless the group an objcg was made for is still to be freed. */
    boolean isFreed(@Nullable Group group) {
        return group == null || life.last(group) == null;
    }

    private void byId(TraceLine line, Step step) {
        long id = line.number("id");
        if (kernel.groups.knows(id)) {
            Group group = kernel.groups.withId(id);
            identity(line, group.path.equals(line.word("path")), "path=" + group.path);
            takes(line, life.step(group, step));
        }
    }

    /** The group a line names by id and address, which must agree. */
    private Group byMemcg(TraceLine line) {
        long address = line.address("memcg");
        Group there = kernel.groups.at(address);
        Group group = line.has("cg") || there == null ? named(line, there) : there;
        kernel.groups.locate(group, address);
        identity(line, group == kernel.groups.at(address), "memcg=" + addressOf(group));
        return group;
    }

    private Group named(TraceLine line, @Nullable Group there) {
        if (line.has("cg")) {
            return kernel.groups.withId(line.number("cg"));
        }
        return there == null ? kernel.groups.root() : there;
    }

    private void usage(TraceLine line, Group group) {
        if (!kernel.meta.records("pc_try_charge")) {
            return;
        }
        long replayed = kernel.counters.usage(Counter.MEMORY, group);
        kernel.ledger.check(
                Rule.COUNTER_IN_LIFE_CYCLE,
                replayed == line.number("usage"),
                line,
                () -> "usage=" + replayed,
                () -> "usage=" + line.word("usage"));
    }

    private static boolean isParent(Group group, long address) {
        return group.parent == null || group.parent.address == Group.UNKNOWN || group.parent.address == address;
    }

    private static String addressOf(@Nullable Group group) {
        return group == null ? "none" : "0x" + Long.toHexString(group.address);
    }

    private void takes(TraceLine line, @Nullable String wrong) {
        kernel.ledger.check(Rule.LIFE_CYCLE, wrong == null, line, () -> String.valueOf(wrong), line::event);
    }

    private void inWork(TraceLine line, boolean holds, String before) {
        kernel.ledger.check(Rule.LIFE_CYCLE, holds, line, () -> before + " on this worker before", line::event);
    }

    private void identity(TraceLine line, boolean holds, String expected) {
        kernel.ledger.check(Rule.CGROUP_IDENTITY, holds, line, () -> expected, line::fields);
    }
}
