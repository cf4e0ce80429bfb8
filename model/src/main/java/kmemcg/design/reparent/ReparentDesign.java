package kmemcg.design.reparent;

import java.util.List;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.ChosenCache;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.scalable.AsyncCache;
import kmemcg.design.scalable.ScalableDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.Slab;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Per-memcg caches that belong to the parent from offline on, so that their pages pin no group: the design of Linux 5.3 to 5.8, as 5.4
 * has it. Source: {@code mm/slab_common.c}, {@code mm/slab.h}, {@code mm/memcontrol.c}.
 *
 * <p>A cache names its group by a pointer that offline turns to the parent; a page is uncharged from whatever group its cache names by
 * then. The cache lives by a count of its own, which is killed a grace period and a shrink after offline, and goes when its last page does.
 *
 * <p>Deviations, both found by the explorer in the design as it was: a page is charged to the group that its cache names, if that can be
 * pinned at all ({@link #pinOwner}), where the kernel wants it online and climbs to the parent if it is not; but until offline has turned
 * the pointer, the page would be uncharged from the child again, which had not been charged. And the root is charged and uncharged like
 * any other group, where the kernel does neither; but what was charged below the root before its cache came there is in the root's counter.
 */
public class ReparentDesign extends ScalableDesign {
    private final SpinLock wqLock;

    public ReparentDesign(Machine machine, Geometry geometry) {
        super(machine, geometry, machine.rcu()); // since 4.20 there is one flavour
        this.wqLock = machine.spinLock("memcg_kmem_wq_lock");
    }

    @Override
    protected @Nullable MemcgCache createChild(Task task, CacheMemcg memcg, MemcgCache root) {
        CountedCache.Ends ends = new CountedCache.Ends(
                this::kmemcgDeactivateWorkfn, this::kmemcgCacheShutdown, this::kmemcgCacheShutdownFn);
        return task.tryAllocate(
                childName(root, memcg),
                birth -> new CountedCache(machine, task, birth, root.traits().unmergeable(), root, memcg, ends));
    }

    @Override
    protected void linkMemcgCache(Task task, MemcgCache child, CacheMemcg memcg) {
        memcg.css().get(task);
        super.linkMemcgCache(task, child, memcg);
    }

    /** {@code memcg_kmem_get_cache}: all inside one read-side section, at whose end the cache is pinned. */
    @Override
    protected ChosenCache memcgKmemGetCache(Task task, Process process, MemcgCache root) {
        try (Held section = task.rcuReadLock()) {
            MemCgroup memcg = process.memcg();
            long id = memcg.kmemcgId().readOnce();
            if (id < 0) {
                return new ChosenCache(root, null);
            }
            MemcgCache child = cacheFromMemcgIdx(task, root, id);
            if (child == null) {
                memcgScheduleKmemCacheCreate(task, CacheMemcg.of(memcg), root);
                return new ChosenCache(root, null);
            }
            return new ChosenCache(CountedCache.of(child).refcnt().tryGet(task) ? child : root, null);
        }
    }

    @Override
    protected void memcgKmemPutCache(Task task, ChosenCache chosen) {
        if (!chosen.cache().isRoot()) {
            CountedCache.of(chosen.cache()).refcnt().put(task);
        }
    }

    /** {@code memcg_schedule_kmem_cache_create}: not for a group that is being removed. */
    @Override
    protected void memcgScheduleKmemCacheCreate(Task task, CacheMemcg memcg, MemcgCache root) {
        if (memcg.css().tryGetOnline(task)) {
            super.memcgScheduleKmemCacheCreate(task, memcg, root);
            memcg.css().put(task);
        }
    }

    /** {@code memcg_charge_slab}: the reference that a charge holds on the group becomes one on the cache. */
    @Override
    protected boolean memcgChargeSlab(Task task, Slab slab, Gfp gfp) {
        MemcgCache cache = MemcgCache.of(slab.cache());
        if (cache.isRoot()) {
            return true;
        }
        MemCgroup memcg = pinOwner(task, cache);
        boolean charged = tryCharge(task, memcg, slab.pages(), gfp);
        if (charged) {
            modLruvecState(task, memcg, slab.pages());
            CountedCache.of(cache).refcnt().get(task);
        }
        memcg.css().put(task);
        return charged;
    }

    /** With a css reference, the group that a cache belongs to now. */
    protected MemCgroup pinOwner(Task task, MemcgCache cache) {
        try (Held section = task.rcuReadLock()) {
            return task.retry(() -> {
                MemCgroup memcg = owner(cache);
                return memcg.css().tryGet(task) ? memcg : null;
            });
        }
    }

    /** {@code memcg_uncharge_slab}: from the group that the cache belongs to now. */
    @Override
    protected void memcgUnchargeSlab(Task task, Slab slab) {
        MemcgCache cache = MemcgCache.of(slab.cache());
        if (cache.isRoot()) {
            return;
        }
        try (Held section = task.rcuReadLock()) {
            MemCgroup memcg = owner(cache);
            modLruvecState(task, memcg, -slab.pages());
            uncharge(task, memcg, slab.pages());
        }
        CountedCache.of(cache).refcnt().put(task);
    }

    /** {@code mod_lruvec_state}: the statistic of slab pages, on this CPU. */
    protected void modLruvecState(Task task, MemCgroup memcg, long pages) {
        memcg.kernelPages().add(task, pages);
    }

    /** Not as soon as the last reference is gone: who uncharges a page is in a read-side section, and holds none. */
    @Override
    protected void flushStatistics(Task task, MemCgroup memcg, MemCgroup parent) {}

    @Override
    protected void cssFree(Task task, MemCgroup memcg) {
        MemCgroup parent = memcg.parent();
        if (parent != null) {
            memcgFlushPercpuVmstats(task, memcg, parent);
        }
        super.cssFree(task, memcg);
    }

    /** {@code memcg_flush_percpu_vmstats}: what is left in the statistic of a group that is freed is its parent's. */
    protected final void memcgFlushPercpuVmstats(Task task, MemCgroup memcg, MemCgroup parent) {
        super.flushStatistics(task, memcg, parent);
    }

    /** {@code memcg_kmem_uncharge_memcg}. */
    protected void uncharge(Task task, MemCgroup memcg, long pages) {
        memcg.memory().uncharge(task, pages);
    }

    /** {@code memcg_params.memcg}: good to the end of the read-side section. */
    protected static MemCgroup owner(MemcgCache cache) {
        MemCgroup memcg = cache.memcg().rcuDereference();
        if (memcg == null) {
            throw new NullPointerException(cache + " belongs to no group");
        }
        return memcg;
    }

    @Override
    protected void memcgDeactivateKmemCaches(Task task, CacheMemcg memcg, CacheMemcg parent) {
        try (Held held = caches().lock(task)) {
            emptySlots(task, memcg);
            reparentCaches(task, memcg, parent);
        }
    }

    /** {@code kmemcg_cache_deactivate}. */
    @Override
    protected void deactivate(Task task, MemcgCache child, CacheMemcg memcg) {
        child.cpuPartial().writeOnce(0);
        unlessDying(task, child, () -> afterGracePeriod(task, AsyncCache.of(child)));
    }

    /** Under {@code memcg_kmem_wq_lock}: once a root cache is dying, nothing is queued for its children any more. */
    protected void unlessDying(Task task, MemcgCache child, Runnable queue) {
        try (Held held = wqLock.lock(task)) {
            if (!isDying(child.rootCache())) {
                queue.run();
            }
        }
    }

    @Override
    protected void setDying(Task task, MemcgCache root, long dying) {
        try (Held held = wqLock.lock(task)) {
            super.setDying(task, root, dying);
        }
    }

    /** Of {@code memcg_deactivate_kmem_caches}: every cache of the group, inherited ones too, is the parent's now. */
    protected void reparentCaches(Task task, CacheMemcg memcg, CacheMemcg parent) {
        PVector<MemcgCache> moving = memcg.kmemCaches();
        for (MemcgCache cache : moving) {
            cache.memcg().writeOnce(parent);
            memcg.css().put(task);
            parent.css().get(task);
        }
        parent.setKmemCaches(parent.kmemCaches().plusAll(moving));
        memcg.setKmemCaches(TreePVector.empty());
    }

    /** {@code kmemcg_cache_deactivate_after_rcu}: nobody keeps an empty page any more, and the last one that goes takes the cache along. */
    @Override
    protected void kmemcgDeactivateWorkfn(Task worker, AsyncCache cache) {
        try (Held held = caches().lock(worker)) {
            pages().shrink(worker, cache);
            CountedCache.of(cache).refcnt().kill(worker, null);
        }
    }

    /** {@code kmemcg_cache_shutdown}: the last reference is gone. */
    protected void kmemcgCacheShutdown(Task task, CountedCache cache) {
        unlessDying(task, cache, () -> cacheQueue().queueOn(task, task.cpu(), cache.shutdown()));
    }

    /** {@code kmemcg_cache_shutdown_fn}. */
    protected void kmemcgCacheShutdownFn(Task worker, CountedCache cache) {
        try (Held held = caches().lock(worker)) {
            boolean empty = shutdownCache(worker, cache, List.of());
            worker.warn(!empty, Invariant.CACHE_REGISTRY, cache + " has pages, but no references");
        }
    }

    /** {@code flush_memcg_workqueue}: a work item may have killed a count, whose switch takes another grace period. */
    @Override
    protected void flushMemcgWorkqueue(Task task, MemcgCache root) {
        super.flushMemcgWorkqueue(task, root);
        if (!root.children().isEmpty()) {
            waitForSwitches(task);
        }
    }

    /** Counts that have been killed are atomic. */
    protected void waitForSwitches(Task task) {
        machine.rcu().barrier(task);
    }

    /** {@code memcg_free_kmem}: a removed group's caches are its parent's. */
    @Override
    protected void memcgDestroyKmemCaches(Task task, CacheMemcg memcg) {
        try (Held held = caches().lock(task)) {
            task.warn(!memcg.kmemCaches().isEmpty(), Invariant.CACHE_REGISTRY, memcg + " is freed with its caches");
        }
    }

    /** {@code destroy_memcg_params}. */
    @Override
    protected void releaseCache(Task task, MemcgCache cache) {
        if (!cache.isRoot()) {
            letGoOfMemcg(task, cache);
            CountedCache.of(cache).refcnt().exit(task);
        }
        super.releaseCache(task, cache);
    }

    /** The group's caches are one less: nothing of this one can be uncharged any more. */
    protected void letGoOfMemcg(Task task, MemcgCache child) {
        MemCgroup memcg = owner(child);
        child.memcg().writeOnce(null);
        memcg.css().put(task);
    }
}
