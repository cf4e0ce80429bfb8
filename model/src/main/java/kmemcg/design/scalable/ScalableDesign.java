package kmemcg.design.scalable;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kmemcg.design.Verb;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.ListedCachesDesign;
import kmemcg.design.caches.MemcgCache;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.Rcu;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Process;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Per-memcg caches that are found by lists of their own and end without anybody's waiting: the design of Linux 4.11 to 5.2. Source:
 * 4.19 {@code mm/slab_common.c}; 510ded33e075 ("slab: implement slab_root_caches list").
 *
 * <p>At offline each cache is told to keep no empty page, and that is all: an RCU callback queues the work item that shrinks it. Caches
 * whose pages are freed by RCU callbacks are collected, and one {@code rcu_barrier} serves all.
 *
 * <p>Lists are announced to reclaim by bits, since 4.19 (fae91d6d8be5).
 *
 * <p>Deviations: sysfs is left out; and an add to a list announces the list that it used, where 4.19 sets the bit of the group that the
 * page is charged to, which goes on to be the removed one, so that no such add announces anything.
 */
public class ScalableDesign extends ListedCachesDesign {
    private final Ref<PVector<MemcgCache>> rootCaches;
    private final Ref<PVector<MemcgCache>> toRcuDestroy;
    private final Work rcuDestroyWork;
    private final WorkQueue systemQueue;

    public ScalableDesign(Machine machine, Geometry geometry) {
        this(machine, geometry, machine.rcu("rcu_sched"));
    }

    /** @param sched the RCU flavour whose grace periods wait for sections with preemption off */
    protected ScalableDesign(Machine machine, Geometry geometry, Rcu sched) {
        super(machine, geometry, sched);
        this.rootCaches = machine.ref("slab_root_caches", TreePVector.empty());
        this.toRcuDestroy = machine.ref("slab_caches_to_rcu_destroy", TreePVector.empty());
        this.rcuDestroyWork = machine.work("slab_caches_to_rcu_destroy", this::rcuDestroyWorkfn);
        this.systemQueue = machine.workQueue("events", machine.cpus());
    }

    @Override
    public final Set<Verb> vocabulary() {
        Set<Verb> words = EnumSet.of(Verb.SLABINFO);
        words.addAll(super.vocabulary());
        return words;
    }

    @Override
    protected PVector<MemcgCache> rootCaches() {
        return all(rootCaches);
    }

    @Override
    protected void linkRootCache(Task task, MemcgCache created) {
        super.linkRootCache(task, created);
        rootCaches.writePlain(rootCaches().plus(created));
    }

    @Override
    protected void unlinkRootCache(Task task, MemcgCache root) {
        super.unlinkRootCache(task, root);
        rootCaches.writePlain(rootCaches().minus(root));
    }

    @Override
    protected @Nullable MemcgCache createChild(Task task, CacheMemcg memcg, MemcgCache root) {
        return task.tryAllocate(
                childName(root, memcg),
                birth -> new AsyncCache(birth, root.traits().unmergeable(), root, memcg, this::kmemcgDeactivateWorkfn));
    }

    @Override
    protected void linkMemcgCache(Task task, MemcgCache child, CacheMemcg memcg) {
        super.linkMemcgCache(task, child, memcg);
        memcg.setKmemCaches(memcg.kmemCaches().plus(child));
    }

    @Override
    protected void unlinkMemcgCache(Task task, MemcgCache child) {
        super.unlinkMemcgCache(task, child);
        CacheMemcg memcg = child.memcg().readOnce();
        if (memcg != null) {
            memcg.setKmemCaches(memcg.kmemCaches().minus(child));
        }
    }

    /** {@code __kmemcg_cache_deactivate}, {@code slab_deactivate_memcg_cache_rcu_sched}: the group is pinned until the work has run. */
    @Override
    protected void deactivate(Task task, MemcgCache child, CacheMemcg memcg) {
        child.cpuPartial().writeOnce(0);
        if (isDying(child.rootCache())) {
            return;
        }
        AsyncCache cache = AsyncCache.of(child);
        memcg.css().get(task);
        task.warn(cache.deactFn().readPlain() != 0, Invariant.CACHE_REGISTRY, child + " is deactivated twice");
        cache.deactFn().writePlain(1);
        afterGracePeriod(task, cache);
    }

    /** {@code call_rcu_sched} of {@code kmemcg_deactivate_rcufn}: then nobody acts on the old value of {@code cpu_partial} any more. */
    protected void afterGracePeriod(Task task, AsyncCache cache) {
        sched().call(task, "deactivate " + cache, later -> cacheQueue()
                .queueOn(later, later.cpu(), cache.deactivation()));
    }

    /** {@code kmemcg_deactivate_workfn}. */
    protected void kmemcgDeactivateWorkfn(Task worker, AsyncCache cache) {
        CacheMemcg memcg;
        try (Held held = caches().lock(worker)) {
            memcg = cache.memcg().readOnce();
            pages().shrink(worker, cache);
            cache.deactFn().writePlain(0);
        }
        if (memcg != null) {
            memcg.css().put(worker);
        }
    }

    /** {@code flush_memcg_workqueue}: callbacks that queue deactivations have run, and then all that was queued. */
    @Override
    protected void flushMemcgWorkqueue(Task task, MemcgCache root) {
        sched().barrier(task);
        super.flushMemcgWorkqueue(task, root);
    }

    /** Every page pinned the group, so there is none; the group knows its caches. */
    @Override
    protected void memcgDestroyKmemCaches(Task task, CacheMemcg memcg) {
        try (Held held = caches().lock(task)) {
            for (MemcgCache child : memcg.kmemCaches()) {
                shutdownEmptyCache(task, child, List.of());
            }
        }
    }

    /** Of {@code shutdown_cache}: at once, or by the work item that waits for the callbacks of all. */
    @Override
    protected void retire(Task task, MemcgCache cache, List<MemcgCache> release) {
        if (cache.traits().typesafeByRcu()) {
            releaseLater(task, cache);
        } else {
            releaseCache(task, cache);
        }
    }

    /** By the work item. */
    protected final void releaseLater(Task task, MemcgCache cache) {
        toRcuDestroy.writePlain(toRcuDestroy().plus(cache));
        systemQueue.queueOn(task, task.cpu(), rcuDestroyWork);
    }

    /** {@code slab_caches_to_rcu_destroy}; under {@code slab_mutex}. */
    protected final PVector<MemcgCache> toRcuDestroy() {
        return all(toRcuDestroy);
    }

    /** {@code slab_caches_to_rcu_destroy_workfn}. */
    protected void rcuDestroyWorkfn(Task worker) {
        PVector<MemcgCache> batch;
        try (Held held = caches().lock(worker)) {
            batch = toRcuDestroy();
            toRcuDestroy.writePlain(TreePVector.empty());
        }
        if (!batch.isEmpty()) {
            machine.rcu().barrier(worker);
            batch.forEach(cache -> releaseCache(worker, cache));
        }
    }

    @Override
    public final int slabinfo(Task task, Process process) {
        try (Held held = caches().lock(task)) {
            return new Slabinfo(process.seqFile())
                    .read(task, newestFirst(slabinfoEntries()), newestFirst(rootCaches()));
        }
    }

    /** The list that {@code /proc/slabinfo} counts its way through: short, and seldom changed. */
    protected PVector<? extends KernelObject> slabinfoEntries() {
        return rootCaches();
    }

    /** {@code list_add} puts the newest at the head. */
    private static PVector<KernelObject> newestFirst(PVector<? extends KernelObject> list) {
        PVector<KernelObject> reversed = TreePVector.empty();
        for (KernelObject entry : list) {
            reversed = reversed.plus(0, entry);
        }
        return reversed;
    }

    private static PVector<MemcgCache> all(Ref<PVector<MemcgCache>> list) {
        PVector<MemcgCache> now = list.readPlain();
        return now == null ? TreePVector.empty() : now;
    }

    /** {@code slab_root_caches}, for validators. */
    public final PVector<MemcgCache> peekRootCaches() {
        PVector<MemcgCache> now = rootCaches.peek();
        return now == null ? TreePVector.empty() : now;
    }

    /** {@code slab_caches_to_rcu_destroy}, for validators. */
    public final PVector<MemcgCache> peekToRcuDestroy() {
        PVector<MemcgCache> now = toRcuDestroy.peek();
        return now == null ? TreePVector.empty() : now;
    }
}
