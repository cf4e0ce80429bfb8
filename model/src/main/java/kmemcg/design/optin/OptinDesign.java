package kmemcg.design.optin;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.design.rfc.RfcDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.memcg.ResCounter;
import kmemcg.slab.CacheList;
import kmemcg.slab.ChainHooks;
import kmemcg.slab.ChainedCache;
import kmemcg.slab.ChainedPages;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/**
 * Caches that ask to be accounted, each with a copy in every group: Glauber Costa's proposal "memcg kernel memory tracking", 21 February
 * 2012, patches 3 to 6 of 7, as intended. Registered caches ({@code register_memcg_cache}; here those with {@code SLAB_ACCOUNT}) are copied
 * when a group is made; the caller of an allocation picks its group's copy; slab pages are charged, after they are got; a removed
 * group's caches are chained to the parent's, and their pages go over. The root is not tracked.
 *
 * <p>As posted this is broken, so these are repairs, the smallest that keep the design:
 * <ul>
 *   <li>Setting the flag, counting the pages and moving them is one critical section under both list locks, and a page that is freed is
 *       looked up again under the lock. As posted the pages are counted before a grace period and the flag is set after it (see
 *       {@code Rfc1SampledPagesDoubleUncharge}), and a freeing CPU that sees the flag spins until {@code parent_slab} is set. The
 *       grace period stays, although nothing needs it now.
 *   <li>A full page of a chained cache is uncharged to the parent even if its first free is its last (see {@code
 *       Rfc1ChainedPageKeepsCharge}).
 *   <li>A page that is charged while its cache is being chained goes back, and the parent's cache is asked.
 *   <li>Pages that go over to the root are uncharged from the root as well, since nobody will do so later.
 *   <li>A group's copies live as long as the group's memory, and an allocation holds a reference on the group. As posted a copy is destroyed
 *       as soon as it is empty, whoever has just picked it.
 *   <li>An object's cache is found from its page. As posted a dentry remembers a slot inside its group, which may be gone by then.
 *   <li>A slot that stays empty because memory was short falls back to the parent's (see {@code Rfc1FailedChargeKeepsRef}).
 * </ul>
 *
 * <p>Deviations: a registered cache is registered when it is created, and groups that exist by then do not get a copy; so programs make
 * their caches first. There are no pages of CPUs that would have to be flushed. {@code shrink_fn} of every cache frees what its user has
 * linked on its list; what is not tracked is on the root's.
 */
public class OptinDesign extends RfcDesign implements ChainHooks {
    private final CacheList caches;
    private final ChainedPages pages;
    private final DentryLru lru;
    private final OptinMemcg root;

    /** A booted system: a root group, no caches. */
    public OptinDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.caches = new CacheList(machine);
        this.pages = new ChainedPages(geometry.pageSize(), this);
        this.lru = new DentryLru(machine);
        this.root = OptinMemcg.of(bootRoot(machine.task("boot", 0)));
    }

    @Override
    public final Set<Verb> vocabulary() {
        return words(Verb.LRU_ADD, Verb.LRU_DEL, Verb.SHRINK);
    }

    @Override
    public final Set<AllocFlag> allocFlags() {
        return EnumSet.of(AllocFlag.NOACCOUNT, AllocFlag.ATOMIC, AllocFlag.NOFAIL, AllocFlag.LRU);
    }

    @Override
    public final Set<CacheFlag> cacheFlags() {
        return EnumSet.of(CacheFlag.ACCOUNT);
    }

    @Override
    public final MemCgroup root() {
        return root;
    }

    /** {@code kmem_cache_create}, and {@code register_memcg_cache} if it is an accounted one: at boot. */
    @Override
    public @Nullable KmemCache createCache(Task task, String name, int objectSize, Set<CacheFlag> flags) {
        try (Held held = caches.lock(task)) {
            int index = flags.contains(CacheFlag.ACCOUNT) ? registered().size() : MemcgCache.UNREGISTERED;
            task.bug(index >= OptinMemcg.NR_CACHES, Invariant.CACHE_REGISTRY, "too many caches are registered");
            MemcgCache created = task.tryAllocate(
                    "cache " + name,
                    birth -> MemcgCache.ofUser(
                            birth, CacheFlag.traits(objectSize, flags).unmergeable(), index));
            if (created != null) {
                caches.add(created);
                if (created.isRegistered()) {
                    root.slot(index).writeOnce(created);
                }
            }
            return created;
        }
    }

    /** {@code kmem_avail_caches}: with the lock of the caches held. */
    private List<MemcgCache> registered() {
        return caches.all().stream()
                .map(MemcgCache.class::cast)
                .filter(MemcgCache::isRegistered)
                .toList();
    }

    @Override
    protected @Nullable MemCgroup cssAlloc(Task task, String name, @Nullable MemCgroup parent) {
        return task.tryAllocate(name, birth -> new OptinMemcg(machine, task, birth, parent, this));
    }

    /** Of {@code mem_cgroup_create}: a copy of each registered cache; the root has the caches themselves. */
    @Override
    protected boolean cssOnline(Task task, MemCgroup memcg) {
        if (!memcg.isRoot()) {
            try (Held held = caches.lock(task)) {
                registered().forEach(cache -> fillSlot(task, OptinMemcg.of(memcg), cache));
            }
        }
        return true;
    }

    /** Each copy holds a reference on its group. */
    protected void fillSlot(Task task, OptinMemcg memcg, MemcgCache original) {
        MemcgCache copy = kmemCacheDup(task, memcg, original);
        if (copy != null) {
            memcg.css().get(task);
            setSlot(memcg, original.index(), copy);
        }
    }

    /** Fills a slot of a group that nobody can find yet. */
    protected static void setSlot(OptinMemcg memcg, int index, @Nullable MemcgCache copy) {
        memcg.slot(index).writeOnce(copy);
    }

    /** {@code kmem_cache_dup}: null if memory could not be had. A new cache has no pages to be charged. */
    protected final @Nullable MemcgCache kmemCacheDup(Task task, OptinMemcg memcg, MemcgCache original) {
        return task.tryAllocate(
                "%s of %s".formatted(original.name(), memcg.name()), birth -> MemcgCache.copy(birth, original, memcg));
    }

    /** {@code pre_destroy}: every cache is chained to the parent's, every list handed over. */
    @Override
    protected void cssOffline(Task task, MemCgroup memcg) {
        MemCgroup parent = memcg.parent();
        for (int index = 0; parent != null && index < OptinMemcg.NR_CACHES; index++) {
            MemcgCache cache = OptinMemcg.of(memcg).slot(index).readOnce();
            if (cache != null) {
                MemcgCache heir = cacheOf(OptinMemcg.of(parent), index);
                moveCharge(task, cache, heir, kmemSwitchSlab(task, cache, heir));
                lru.reparent(task, cache, heir);
            }
        }
    }

    /** {@code kmem_switch_slab}: how many pages' charge has to be moved. */
    protected long kmemSwitchSlab(Task task, MemcgCache cache, MemcgCache parent) {
        machine.rcu().synchronize(task);
        return pages.switchTo(task, cache, parent);
    }

    /** The caches' pages, for steps that are not as they should be. */
    protected final ChainedPages pages() {
        return pages;
    }

    /** The slot of a group or, if that is empty, of the nearest ancestor that has one; the root has all. */
    private static MemcgCache cacheOf(OptinMemcg memcg, int index) {
        for (MemCgroup at = memcg; at != null; at = at.parent()) {
            MemcgCache cache = OptinMemcg.of(at).slot(index).readOnce();
            if (cache != null) {
                return cache;
            }
        }
        throw new NullPointerException("no cache " + index + " for " + memcg);
    }

    @Override
    protected void cssFree(Task task, MemCgroup memcg) {
        for (int index = 0; index < OptinMemcg.NR_CACHES; index++) {
            MemcgCache cache = OptinMemcg.of(memcg).slot(index).readOnce();
            if (cache != null) {
                task.free(cache);
            }
        }
        task.free(memcg);
    }

    @Override
    public boolean alloc(Task task, Process process, KmemCache cache, Set<AllocFlag> flags, ObjectHandle handle) {
        MemcgCache original = (MemcgCache) cache;
        if (flags.contains(AllocFlag.NOACCOUNT) || !original.isRegistered()) {
            return allocFrom(task, original, flags, handle);
        }
        OptinMemcg memcg = OptinMemcg.of(getMemCgroupFromMm(task, process));
        boolean allocated = allocFrom(task, cacheOf(memcg, original.index()), flags, handle);
        memcg.css().put(task);
        return allocated;
    }

    private boolean allocFrom(Task task, MemcgCache cache, Set<AllocFlag> flags, ObjectHandle handle) {
        SlabObject object = pages.alloc(task, cache, handle, flags.contains(AllocFlag.LRU), AllocFlag.gfp(flags));
        if (object == null) {
            return false;
        }
        handle.put(object);
        return true;
    }

    @Override
    public boolean charge(Task task, ChainedCache cache, long amount, Gfp gfp) {
        OptinMemcg memcg = ((MemcgCache) cache).memcg();
        if (memcg == null) {
            return true;
        }
        if (gfp == Gfp.NOFAIL) {
            memcg.res().chargeNofail(task, amount);
            return true;
        }
        ResCounter full = memcg.res().charge(task, amount);
        while (full != null && gfp != Gfp.ATOMIC && reclaim(task, memcg.ownerOf(full)) > 0) {
            full = memcg.res().charge(task, amount);
        }
        return full == null;
    }

    @Override
    public void uncharge(Task task, ChainedCache cache, long amount) {
        OptinMemcg memcg = ((MemcgCache) cache).memcg();
        if (memcg != null) {
            memcg.res().uncharge(task, amount);
        }
    }

    @Override
    public void moveCharge(Task task, ChainedCache from, ChainedCache to, long amount) {
        OptinMemcg memcg = ((MemcgCache) from).memcg();
        OptinMemcg target = ((MemcgCache) to).memcg();
        if (memcg != null && amount > 0) {
            memcg.res().unchargeUntil(task, target == null ? null : target.res(), amount);
        }
    }

    @Override
    public void lastPageGone(Task task, ChainedCache cache) {
        OptinMemcg memcg = ((MemcgCache) cache).memcg();
        if (memcg != null) {
            memcg.css().put(task);
        }
    }

    @Override
    public boolean free(Task task, ObjectHandle handle) {
        SlabObject object = handle.take();
        if (object == null) {
            return false;
        }
        if (object.isForLru()) {
            lru.del(task, object);
        }
        pages.free(task, object);
        return true;
    }

    @Override
    public boolean lruAdd(Task task, ObjectHandle handle) {
        return handle.use(object -> object.isForLru() && lru.add(task, object));
    }

    @Override
    public boolean lruDel(Task task, ObjectHandle handle) {
        return handle.use(object -> lru.del(task, object));
    }

    /** {@code shrink_slab} with a group: what the {@code shrink_fn} of each cache finds there. */
    @Override
    public int shrink(Task task, MemCgroup memcg) {
        List<SlabObject> isolated = lru.isolate(task, memcg.isRoot() ? null : OptinMemcg.of(memcg));
        isolated.forEach(object -> pages.free(task, object));
        return isolated.size();
    }

    /** {@code try_to_free_mem_cgroup_pages}: every group of the subtree, each pinned while it is shrunk. */
    @Override
    protected int reclaim(Task task, MemCgroup subtree) {
        int freed = shrink(task, subtree);
        for (MemCgroup child : pinnedChildren(task, subtree)) {
            freed += reclaim(task, child);
            child.css().put(task);
        }
        return freed;
    }

    /** All caches but the copies, for validators. */
    public final PVector<KmemCache> peekCaches() {
        return caches.peekAll();
    }

    /** What can be reclaimed, for validators. */
    public final DentryLru lru() {
        return lru;
    }
}
