package kmemcg.design.reparent;

import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.slab.Slab;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Reparented caches as they were proposed: Johannes Weiner, February 2014, in answer to the fifteenth version of the series that shrank
 * dead groups' caches. It became {@link ReparentDesign} in 2019.
 *
 * <p>A cache names its group, and nothing else does: no page, and no charge holds the group. Offline shrinks the caches, names the parent
 * in each of them and waits for a grace period; then nobody can have seen the group, and it is freed. There is no work for each page, and
 * what was charged to the group stays in its own counter, which goes with it.
 *
 * <p>The items of the group's list go to the parent after the grace period, all at once.
 *
 * <p>Deviations: lists are found by {@code kmemcg_id}, as in 4.0, where the proposal leaves open how. That caches of removed groups stay, empty or not, until their root cache is destroyed, is the proposal's. A cache that ends while its pages wait for a grace period is its
 * group's until they are gone, which the proposal does not say; the explorer found that it must.
 */
public class ProposedReparentDesign extends PercacheDesign {
    public ProposedReparentDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void linkMemcgCache(Task task, MemcgCache child, CacheMemcg memcg) {
        super.linkMemcgCache(task, child, memcg);
        memcg.setKmemCaches(memcg.kmemCaches().plus(child));
    }

    /** Off its group's list at the very end: until the callbacks that free its pages have run, it must name a group that is there. */
    @Override
    protected void releaseCache(Task task, MemcgCache cache) {
        if (!cache.isRoot()) {
            try (Held held = caches().lock(task)) {
                CacheMemcg memcg = CacheMemcg.of(ReparentDesign.owner(cache));
                memcg.setKmemCaches(memcg.kmemCaches().minus(cache));
            }
        }
        super.releaseCache(task, cache);
    }

    /** Whoever sees the group here has charged it before a grace period after the switch ends. */
    @Override
    protected boolean memcgChargeSlab(Task task, Slab slab, Gfp gfp) {
        MemcgCache cache = MemcgCache.of(slab.cache());
        if (cache.isRoot()) {
            return true;
        }
        try (Held section = task.rcuReadLock()) {
            return tryCharge(task, ReparentDesign.owner(cache), slab.pages(), gfp);
        }
    }

    /** From whom the cache names now: the group, and then the parent's counter falls as well; or the parent, and then it falls alone. */
    @Override
    protected void memcgUnchargeSlab(Task task, Slab slab) {
        MemcgCache cache = MemcgCache.of(slab.cache());
        if (cache.isRoot()) {
            return;
        }
        try (Held section = task.rcuReadLock()) {
            ReparentDesign.owner(cache).memory().uncharge(task, slab.pages());
        }
    }

    @Override
    protected void memcgDeactivateKmemCaches(Task task, CacheMemcg memcg, CacheMemcg parent) {
        try (Held held = caches().lock(task)) {
            emptySlots(task, memcg);
            switchOwners(memcg, parent);
        }
        waitForOwnersUse(task);
    }

    /** Every cache of the group, inherited ones too, is the parent's now. */
    protected void switchOwners(CacheMemcg memcg, CacheMemcg parent) {
        PVector<MemcgCache> moving = memcg.kmemCaches();
        moving.forEach(cache -> cache.memcg().storeRelease(parent));
        parent.setKmemCaches(parent.kmemCaches().plusAll(moving));
        memcg.setKmemCaches(TreePVector.empty());
    }

    /** {@code synchronize_rcu}: nobody uses the group that a cache has named. */
    protected void waitForOwnersUse(Task task) {
        machine.rcu().synchronize(task);
    }

    @Override
    protected void memcgDestroyKmemCaches(Task task, CacheMemcg memcg) {
        try (Held held = caches().lock(task)) {
            task.warn(!memcg.kmemCaches().isEmpty(), Invariant.CACHE_REGISTRY, memcg + " is freed with its caches");
        }
    }
}
