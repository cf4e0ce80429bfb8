package kmemcg.design.optout;

import java.util.EnumSet;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * All caches are accounted unless an allocation says otherwise, and split when a group first uses them: Suleiman Souhlal's proposal
 * "memcg: Kernel Memory Accounting", 27 February 2012, patches 2, 5 and 7 of 10, as intended. Pages are charged before they are got, to
 * the group that their cache names. A removed group's caches name nobody any more, so that their pages are the root's, which pays for
 * nothing; {@link OptoutParent} is the variant in which the parent inherits.
 *
 * <p>As posted this is broken under the life of groups that is modelled here (see {@link kmemcg.design.rfc.RfcDesign}), so these are
 * repairs, the smallest that keep the design:
 * <ul>
 *   <li>A request to split holds a reference on its group (see {@code Rfc2QueuedCreateWithoutRef}).
 *   <li>A split cache is published in the read-side section that finds its group not dying; as posted only a reference is held, and the cache
 *       may come after the group's caches have gone. Afterwards the slot is looked up again.
 *   <li>Charge and uncharge look the group up and change its counter in one section; and offline waits for a grace period between
 *       taking the group away from its caches and reading the usage that it takes back. As posted a page can be taken back twice (see {@code Rfc2UsageTakenBackTwice}).
 *   <li>The balance of bypassed charges is taken down by compare and exchange; as posted it is read and then subtracted from.
 * </ul>
 *
 * <p>Deviations: a reference on the serving cache is taken at once, not only when an allocation has to sleep; the cache of a group is a
 * marked word, not a plain one; 16 kinds of caches instead of 300; reaping is asked for by programs ({@link Verb#DRAIN}), and gives
 * all empty pages back at once.
 */
public class OptoutDesign extends OptoutCaches {
    private final SplitPages pages;
    private final OptoutMemcg root;

    /** A booted system: a root group, no caches. */
    public OptoutDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.pages = new SplitPages(machine, geometry.pageSize(), this, this::dropRef);
        this.root = OptoutMemcg.of(bootRoot(machine.task("boot", 0)));
    }

    @Override
    public final Set<Verb> vocabulary() {
        return words(Verb.CREATE_CACHE, Verb.DRAIN);
    }

    @Override
    public final Set<AllocFlag> allocFlags() {
        return EnumSet.of(AllocFlag.NOACCOUNT, AllocFlag.ATOMIC, AllocFlag.NOFAIL);
    }

    @Override
    public final Set<CacheFlag> cacheFlags() {
        return EnumSet.noneOf(CacheFlag.class);
    }

    @Override
    public final MemCgroup root() {
        return root;
    }

    @Override
    protected @Nullable MemCgroup cssAlloc(Task task, String name, @Nullable MemCgroup parent) {
        return task.tryAllocate(name, birth -> new OptoutMemcg(machine, task, birth, parent, this));
    }

    @Override
    protected boolean cssOnline(Task task, MemCgroup memcg) {
        return true;
    }

    @Override
    protected void cssFree(Task task, MemCgroup memcg) {
        task.free(memcg);
    }

    /** {@code pre_destroy}: the queue first, then the caches, then, when nobody charges any more, the charges. */
    @Override
    protected void cssOffline(Task task, MemCgroup removed) {
        OptoutMemcg memcg = OptoutMemcg.of(removed);
        flushCreateQueue(task);
        moveCaches(task, memcg);
        waitForCharges(task);
        moveCharges(task, memcg);
    }

    /** Until whoever has found the group in a cache has changed its counter. */
    protected void waitForCharges(Task task) {
        machine.rcu().synchronize(task);
    }

    /** {@code memcg_slab_move}: no cache names the group afterwards, and those that nothing keeps go. */
    protected void moveCaches(Task task, OptoutMemcg memcg) {
        for (int id = 0; id < OptoutMemcg.MAX_TYPES; id++) {
            SplitCache cache = memcg.slab(id).readOnce();
            if (cache != null) {
                cache.memcg().rcuAssign(null);
            }
        }
        emptySlots(task, memcg);
    }

    /** Nobody finds the group's caches any more; they live as long as they have pages. */
    protected final void emptySlots(Task task, OptoutMemcg memcg) {
        for (int id = 0; id < OptoutMemcg.MAX_TYPES; id++) {
            SplitCache cache = memcg.slab(id).readOnce();
            if (cache != null) {
                memcg.slab(id).rcuAssign(null);
                dropRef(task, cache);
            }
        }
    }

    /** {@code memcg_slab_move}'s end: the whole usage, read and taken back at once. */
    protected void moveCharges(Task task, OptoutMemcg memcg) {
        memcg.res().unchargeAllUntil(task, null);
    }

    @Override
    public boolean alloc(Task task, Process process, KmemCache cache, Set<AllocFlag> flags, ObjectHandle handle) {
        SplitCache serving = getKmemCache(task, process, (SplitCache) cache, flags);
        SlabObject object = pages.alloc(task, serving, handle, flags.contains(AllocFlag.LRU), AllocFlag.gfp(flags));
        if (object != null) {
            handle.put(object);
        }
        dropRef(task, serving);
        return object != null;
    }

    @Override
    public boolean free(Task task, ObjectHandle handle) {
        SlabObject object = handle.take();
        if (object == null) {
            return false;
        }
        pages.kmemCacheFree(task, object);
        return true;
    }

    /** Nothing can be reclaimed: the proposal has no shrinker. */
    @Override
    protected int reclaim(Task task, MemCgroup subtree) {
        return 0;
    }

    /** {@code cache_reap}: the empty pages of every cache, each held by a reference unless it has none left. */
    @Override
    public void drain(Task task, MemCgroup memcg) {
        try (Held held = caches().lock(task)) {
            for (KmemCache kmemCache : caches().all()) {
                SplitCache cache = (SplitCache) kmemCache;
                if (cache.tryGet(task)) {
                    pages.shrink(task, cache);
                    dropRef(task, cache);
                }
            }
        }
    }
}
