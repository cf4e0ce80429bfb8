package kmemcg.design.handshake;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import kmemcg.design.Verb;
import kmemcg.design.caches.CacheArray;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.ChosenCache;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.caches.MemcgCachesDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.machine.WorkQueue;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.memcg.ResCounter;
import kmemcg.slab.Slab;
import org.jspecify.annotations.Nullable;

/**
 * A cache for each group and kind, as first merged: Linux 3.8 to 3.18, as 3.13 has it. Source: {@code mm/memcontrol.c},
 * {@code kmem_cgroup_css_offline}, {@code memcg_uncharge_kmem}, {@code kmem_cache_destroy_work_func}; {@code mm/slab.h},
 * {@code memcg_release_pages}.
 *
 * <p>Two things end by a handshake of a flag and a count: the reference that a removed group's charges hold on it, which goes with the last
 * of them; and each of its caches, which goes with its last page. The flag says that whoever takes the count to zero has to act; whoever
 * clears it is the only one that does. Pages hold nothing themselves, a cache holds its group. Caches keep an empty page, so a removed
 * group with one stays until its root cache is destroyed: that is how the design was.
 *
 * <p>Deviations, where 3.13 does not hold what it means to hold:
 * <ul>
 *   <li>the last page goes, and its charge, in one read-side section, and what they led to is freed a grace period later at the earliest;
 *       3.13 looks at group and cache after the count is zero, and nothing keeps them;
 *   <li>every level is asked whether its charges are gone; 3.13 asks the page's own group only, and forgets the groups above;
 *   <li>a charge that fails above and is taken back asks too; 3.13 takes it back without asking, and a group that was removed meanwhile
 *       waits for ever for the charge that it has seen;
 *   <li>an allocation counts like a page while it is under way, and a removed group's slots are emptied a grace period before its caches
 *       end; 3.13 empties them at the end and pins nothing;
 *   <li>the flag of a cache is set by the work item that finds pages, not before it is queued.
 * </ul>
 *
 * <p>Further deviations: every group inherits accounting at its birth (the first limit that activates it is left out); {@code slab_mutex} stands for
 * {@code memcg_cache_mutex} and {@code set_limit_mutex}, too; one counter for memory and
 * kernel memory; a page is charged to its cache's group, where 3.13 asks the task once more; old arrays are freed after a grace period,
 * and slots are filled before lists, as since 3.14.
 */
public class HandshakeDesign extends MemcgCachesDesign {
    private final WorkQueue destroyQueue;

    public HandshakeDesign(Machine machine, Geometry geometry) {
        super(machine, geometry, machine.rcu("rcu_sched"));
        this.destroyQueue = machine.workQueue("kmem_cache_destroy", 1);
    }

    @Override
    public Set<Verb> vocabulary() {
        Set<Verb> words = EnumSet.of(Verb.SLABINFO);
        words.addAll(super.vocabulary());
        return words;
    }

    @Override
    protected @Nullable MemCgroup cssAlloc(Task task, String name, @Nullable MemCgroup parent) {
        return task.tryAllocate(name, birth -> new HandshakeMemcg(machine, task, birth, parent, this));
    }

    @Override
    public final boolean setLimit(Task task, MemCgroup memcg, long number) {
        return HandshakeMemcg.of(memcg).kmem().setLimit(task, number);
    }

    @Override
    public final long usage(Task task, MemCgroup memcg) {
        return HandshakeMemcg.of(memcg).kmem().read();
    }

    /** {@code memcg_charge_kmem}. */
    @Override
    protected boolean tryCharge(Task task, MemCgroup memcg, long number, Gfp gfp) {
        ResCounter full = HandshakeMemcg.of(memcg).kmem().charge(task, number);
        if (full == null) {
            return true;
        }
        takenBack(task, HandshakeMemcg.of(memcg), full);
        if (gfp == Gfp.NOFAIL) {
            HandshakeMemcg.of(memcg).kmem().chargeNofail(task, number);
            return true;
        }
        return false;
    }

    /** A charge that failed further up was seen here and has been taken back, which may have been the last. */
    protected void takenBack(Task task, HandshakeMemcg memcg, ResCounter full) {
        for (HandshakeMemcg level = memcg; level != null && level.kmem() != full; level = above(level)) {
            if (level.kmem().read() == 0) {
                putDead(task, level);
            }
        }
    }

    /** {@code __memcg_kmem_newpage_charge}, {@code memcg_bind_pages}: the cache keeps its group, so a page need not. */
    @Override
    protected boolean memcgChargeSlab(Task task, Slab slab, Gfp gfp) {
        MemCgroup memcg = MemcgCache.of(slab.cache()).memcg().readOnce();
        if (memcg == null) {
            return true;
        }
        if (!tryCharge(task, memcg, slab.pages(), gfp)) {
            return false;
        }
        CountedPagesCache.of(slab.cache()).nrPages().addReturn(slab.pages());
        slab.memcgData().writePlain(memcg);
        return true;
    }

    /** Of {@code __free_slab}: the count of the cache first, then the charge. */
    @Override
    protected void memcgUnchargeSlab(Task task, Slab slab) {
        if (MemcgCache.of(slab.cache()).isRoot()) {
            return;
        }
        try (Held section = lastLook(task)) {
            memcgReleasePages(task, CountedPagesCache.of(slab.cache()), slab.pages());
            HandshakeMemcg memcg = HandshakeMemcg.of(
                    Objects.requireNonNull((MemCgroup) slab.memcgData().readPlain()));
            slab.memcgData().writePlain(null);
            memcgUnchargeKmem(task, memcg, slab.pages());
        }
    }

    /** Within it, what the last page led to is still there. */
    protected Held lastLook(Task task) {
        return task.rcuReadLock();
    }

    /** {@code memcg_uncharge_kmem}. */
    protected void memcgUnchargeKmem(Task task, HandshakeMemcg memcg, long pages) {
        for (HandshakeMemcg level = memcg; level != null; level = above(level)) {
            if (level.kmem().unchargeHere(task, pages) == 0) {
                putDead(task, level);
            }
        }
    }

    /** The group above; null at the root. */
    protected static @Nullable HandshakeMemcg above(HandshakeMemcg memcg) {
        MemCgroup parent = memcg.parent();
        return parent == null ? null : HandshakeMemcg.of(parent);
    }

    /** The reference that the charges hold, if they hold one and nobody else has put it. */
    protected void putDead(Task task, HandshakeMemcg memcg) {
        if (testAndClear(memcg.kmemAccountFlags())) {
            memcg.css().put(task);
        }
    }

    /** {@code test_and_clear_bit}: whether the flag was set; fully ordered, so of two only one sees it. */
    protected boolean testAndClear(Word flag) {
        return flag.fetchAnd(0) != 0;
    }

    /** {@code kmem_cgroup_css_offline}: from here on the charges hold the group, unless there are none. */
    protected void kmemCgroupCssOffline(Task task, HandshakeMemcg memcg) {
        memcg.css().get(task);
        memcg.kmemAccountFlags().fetchOr(HandshakeMemcg.DEAD);
        if (memcg.kmem().read() == 0) {
            putDead(task, memcg);
        }
    }

    @Override
    protected void memcgDeactivateKmemCaches(Task task, CacheMemcg memcg, CacheMemcg parent) {
        kmemCgroupCssOffline(task, HandshakeMemcg.of(memcg));
        memCgroupDestroyAllCaches(task, memcg);
    }

    /** {@code mem_cgroup_destroy_all_caches}. */
    protected void memCgroupDestroyAllCaches(Task task, CacheMemcg memcg) {
        try (Held held = caches().lock(task)) {
            emptySlotsUnread(task, memcg);
            waitForLookups(task);
            for (MemcgCache child : memcg.kmemCaches()) {
                endOrMark(task, CountedPagesCache.of(child));
            }
        }
    }

    /** Whoever reads the group's list has done so, or will see that the group is not online. */
    private void emptySlotsUnread(Task task, CacheMemcg memcg) {
        try (Held held = HandshakeMemcg.of(memcg).slabCachesMutex().lock(task)) {
            emptySlots(task, memcg);
        }
    }

    /** Afterwards nobody begins to use what lookups do not find any more. */
    protected void waitForLookups(Task task) {
        machine.rcu().synchronize(task);
    }

    /** A cache is ended by its work item, or by the destruction of its root cache if that has begun, or else by its last page. */
    private void endOrMark(Task task, CountedPagesCache child) {
        if (isDying(child.rootCache())) {
            child.dead().fetchOr(1);
        } else {
            memCgroupDestroyCache(task, child);
        }
    }

    /** Lookups have stopped finding it; it goes on keeping pages. */
    @Override
    protected void deactivate(Task task, MemcgCache child, CacheMemcg memcg) {}

    /** The id stays the group's until that is freed. */
    @Override
    protected void giveUpCacheId(Task task, CacheMemcg memcg, CacheMemcg parent) {}

    /** {@code mem_cgroup_destroy_cache}: whoever calls it is the only one. */
    protected void memCgroupDestroyCache(Task task, CountedPagesCache child) {
        destroyQueue.queueOn(task, task.cpu(), child.destroy());
    }

    /** {@code memcg_release_pages}. */
    protected void memcgReleasePages(Task task, CountedPagesCache child, long pages) {
        if (child.nrPages().addReturn(-pages) == 0 && testAndClear(child.dead())) {
            memCgroupDestroyCache(task, child);
        }
    }

    /** {@code kmem_cache_destroy_work_func}: a cache with pages is left to the last of them. */
    protected void kmemCacheDestroyWorkFunc(Task worker, CountedPagesCache child) {
        if (child.nrPages().readOnce() != 0) {
            pages().shrink(worker, child);
            if (!leaveToLastPage(child)) {
                return;
            }
        }
        destroyChild(worker, child);
    }

    /** From here on the last page ends the cache; true if that has gone already, and the caller has to. */
    protected boolean leaveToLastPage(CountedPagesCache child) {
        child.dead().fetchOr(1);
        return child.nrPages().readOnce() == 0 && testAndClear(child.dead());
    }

    /** Of {@code kmem_cache_destroy_memcg_children}: the last page is not to end a cache that is being ended. */
    @Override
    protected boolean shutdownCache(Task task, MemcgCache cache, List<MemcgCache> release) {
        if (cache.isRoot()) {
            return super.shutdownCache(task, cache, release);
        }
        CountedPagesCache child = CountedPagesCache.of(cache);
        boolean wasDead = testAndClear(child.dead());
        boolean gone = super.shutdownCache(task, child, release);
        if (!gone && wasDead && leaveToLastPage(child)) {
            memCgroupDestroyCache(task, child);
        }
        return gone;
    }

    private void destroyChild(Task worker, CountedPagesCache child) {
        List<MemcgCache> release = new ArrayList<>();
        try (Held held = caches().lock(worker)) {
            shutdownEmptyCache(worker, child, release);
        }
        releaseCaches(worker, release);
    }

    @Override
    protected @Nullable MemcgCache createChild(Task task, CacheMemcg memcg, MemcgCache root) {
        return task.tryAllocate(
                childName(root, memcg),
                birth -> new CountedPagesCache(
                        birth, root.traits().unmergeable(), root, memcg, this::kmemCacheDestroyWorkFunc));
    }

    /** {@code memcg_register_cache}: from here on the cache holds the group. */
    @Override
    protected void linkMemcgCache(Task task, MemcgCache child, CacheMemcg memcg) {
        super.linkMemcgCache(task, child, memcg);
        memcg.css().get(task);
    }

    /** {@code memcg_register_cache}: whoever finds it on the group's list finds it in the slot, too. */
    @Override
    protected void publish(Task task, MemcgCache child, CacheMemcg memcg, Ref<MemcgCache> slot) {
        super.publish(task, child, memcg, slot);
        listForGroup(task, child, memcg);
    }

    /** Onto {@code memcg_slab_caches}. */
    protected final void listForGroup(Task task, MemcgCache child, CacheMemcg memcg) {
        try (Held held = HandshakeMemcg.of(memcg).slabCachesMutex().lock(task)) {
            memcg.setKmemCaches(memcg.kmemCaches().plus(child));
        }
    }

    /** {@code memory.kmem.slabinfo} of the process's group, in one piece: how many caches are told. A removed group has no such file. */
    @Override
    public final int slabinfo(Task task, Process process) {
        HandshakeMemcg memcg = HandshakeMemcg.of(getMemCgroupFromMm(task, process));
        int told = 0;
        try (Held held = memcg.slabCachesMutex().lock(task)) {
            if (isKmemOnline(memcg)) {
                for (MemcgCache child : memcg.kmemCaches()) {
                    told += memcgParamsToCache(task, memcg, child);
                }
            }
        }
        memcg.css().put(task);
        return told;
    }

    /** {@code memcg_params_to_cache}: a list has the parameters of a cache, and the slot has the cache. */
    private static int memcgParamsToCache(Task task, HandshakeMemcg memcg, MemcgCache child) {
        try (Held section = task.rcuReadLock()) {
            CacheArray array = child.rootCache().memcgCaches().rcuDereference();
            boolean found = slot(array, memcg.kmemcgId().readOnce()).rcuDereference() != null;
            task.bug(
                    !found,
                    Invariant.CACHE_REGISTRY,
                    child + " is on its group's list and in no slot: null dereference");
            return 1;
        }
    }

    /** {@code memcg_release_cache}. */
    @Override
    protected void unlinkMemcgCache(Task task, MemcgCache child) {
        super.unlinkMemcgCache(task, child);
        CacheMemcg memcg = Objects.requireNonNull(child.memcg().readOnce());
        try (Held held = HandshakeMemcg.of(memcg).slabCachesMutex().lock(task)) {
            memcg.setKmemCaches(memcg.kmemCaches().minus(child));
        }
    }

    /** Found and pinned in one section. */
    @Override
    protected @Nullable MemcgCache cacheFromMemcgIdx(Task task, MemcgCache root, long id) {
        try (Held section = task.rcuReadLock()) {
            MemcgCache child = super.cacheFromMemcgIdx(task, root, id);
            if (child != null) {
                pinForAllocation(CountedPagesCache.of(child));
            }
            return child;
        }
    }

    /** The cache stays until the allocation is done. */
    protected void pinForAllocation(CountedPagesCache child) {
        child.nrPages().addReturn(1);
    }

    /** Afterwards the cache may go. */
    protected void unpinAfterAllocation(Task task, CountedPagesCache child) {
        try (Held section = lastLook(task)) {
            memcgReleasePages(task, child, 1);
        }
    }

    @Override
    protected void memcgKmemPutCache(Task task, ChosenCache chosen) {
        if (chosen.pinned() != null) {
            unpinAfterAllocation(task, CountedPagesCache.of(chosen.cache()));
        }
        super.memcgKmemPutCache(task, chosen);
    }

    /** Work items for children have run, then what frees the pages that they shrank away, and what that queued. */
    @Override
    protected void flushMemcgWorkqueue(Task task, MemcgCache root) {
        super.flushMemcgWorkqueue(task, root);
        destroyQueue.flushAll(task);
        machine.rcu().barrier(task);
        destroyQueue.flushAll(task);
    }

    /** A child that has lost its last page may be looked at for a grace period yet. */
    @Override
    protected void releaseCaches(Task task, List<MemcgCache> release) {
        if (release.stream().anyMatch(cache -> !cache.isRoot())) {
            waitForLastLooks(task);
        }
        super.releaseCaches(task, release);
    }

    /** {@link #lastLook}s that were being taken have been taken. */
    protected void waitForLastLooks(Task task) {
        machine.rcu().synchronize(task);
    }

    @Override
    protected void releaseCache(Task task, MemcgCache cache) {
        CacheMemcg memcg = cache.memcg().readOnce();
        super.releaseCache(task, cache);
        if (memcg != null) {
            memcg.css().put(task);
        }
    }

    /** Every cache held the group, so there is none; and a group that memory could not be had for may have got no id. */
    @Override
    protected void memcgDestroyKmemCaches(Task task, CacheMemcg memcg) {
        long id = memcg.kmemcgId().readOnce();
        if (id >= 0) {
            memcgFreeCacheId(task, id);
        }
    }
}
