package kmemcg.design.caches;

import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Rcu;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.WorkQueue;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import org.jspecify.annotations.Nullable;

/**
 * Which cache serves an allocation, and how it comes to be. Source: Linux 4.9 {@code mm/memcontrol.c}, {@code memcg_kmem_get_cache};
 * {@code mm/slab_common.c}, {@code memcg_create_kmem_cache}.
 *
 * <p>A group's first allocations of a kind are served by the root cache and not charged, until a work item has made the group's cache.
 *
 * <p>Deviations: the process's group is pinned by {@code css_tryget}, not {@code css_tryget_online}, which would try for ever in a removed
 * group (cured by 00d484f354d8, 5.4); and what is put afterwards is the reference that was taken ({@link #memcgKmemPutCache}).
 */
abstract class CacheLookup extends CacheIds {
    private final WorkQueue cacheQueue;

    CacheLookup(Machine machine, Geometry geometry, Rcu sched) {
        super(machine, geometry, sched);
        this.cacheQueue = newCacheQueue();
    }

    /** Where creations are queued; called once, by the constructor. */
    protected WorkQueue newCacheQueue() {
        return machine.workQueue("memcg_kmem_cache", 1);
    }

    /** {@code memcg_kmem_cache_wq}. */
    protected final WorkQueue cacheQueue() {
        return cacheQueue;
    }

    /** {@code memcg_kmem_get_cache}: the cache of the process's group, pinned; the root cache if there is none. */
    protected ChosenCache memcgKmemGetCache(Task task, Process process, MemcgCache root) {
        MemCgroup memcg = getMemCgroupFromMm(task, process);
        long id = memcg.kmemcgId().readOnce();
        if (id >= 0) {
            MemcgCache child = cacheFromMemcgIdx(task, root, id);
            if (child != null) {
                return new ChosenCache(child, memcg);
            }
            memcgScheduleKmemCacheCreate(task, CacheMemcg.of(memcg), root);
        }
        memcg.css().put(task);
        return new ChosenCache(root, null);
    }

    /**
     * {@code memcg_kmem_put_cache}.
     *
     * <p>Deviation: the kernel puts the group that the cache serves. If the group was removed between the lookup and the reading of its id,
     * that is the parent, on which nobody had taken a reference.
     */
    protected void memcgKmemPutCache(Task task, ChosenCache chosen) {
        if (chosen.pinned() != null) {
            chosen.pinned().css().put(task);
        }
    }

    /** {@code cache_from_memcg_idx}. */
    protected @Nullable MemcgCache cacheFromMemcgIdx(Task task, MemcgCache root, long id) {
        try (Held section = task.rcuReadLock()) {
            return slot(root.memcgCaches().rcuDereference(), id).rcuDereference();
        }
    }

    /** The slot of a group's id in an array that must be there. */
    protected static Ref<MemcgCache> slot(@Nullable CacheArray array, long id) {
        if (array == null) {
            throw new NullPointerException("no memcg_caches");
        }
        return array.entry(id);
    }

    /** {@code memcg_schedule_kmem_cache_create}: the caller holds a css reference. */
    protected void memcgScheduleKmemCacheCreate(Task task, CacheMemcg memcg, MemcgCache root) {
        CreateWork creation = task.tryAllocate(
                "create %s for %s".formatted(root.name(), memcg.name()),
                birth -> new CreateWork(birth, memcg, root, this::memcgKmemCacheCreateFunc));
        if (creation != null) {
            pinForCreation(task, memcg);
            cacheQueue.queueOn(task, task.cpu(), creation.work());
        }
    }

    /** {@code memcg_kmem_cache_create_func}. */
    protected void memcgKmemCacheCreateFunc(Task worker, CreateWork creation) {
        memcgCreateKmemCache(worker, creation.memcg(), creation.root());
        unpinAfterCreation(worker, creation.memcg());
        worker.free(creation);
    }

    /** {@code css_get}: the group stays until the work item has run. */
    protected void pinForCreation(Task task, CacheMemcg memcg) {
        memcg.css().get(task);
    }

    /** {@code css_put}. */
    protected void unpinAfterCreation(Task worker, CacheMemcg memcg) {
        memcg.css().put(worker);
    }

    /**
     * {@code memcg_create_kmem_cache}: unless the group has been removed meanwhile, the root cache is being destroyed, or another was
     * faster. If memory could not be had, the root cache serves on.
     */
    protected void memcgCreateKmemCache(Task task, CacheMemcg memcg, MemcgCache root) {
        try (Held held = caches().lock(task)) {
            Ref<MemcgCache> slot = slotToFill(memcg, root);
            MemcgCache child = slot == null ? null : createChild(task, memcg, root);
            if (slot != null && child != null) {
                publish(task, child, memcg, slot);
            }
        }
    }

    /** Where a new child belongs; null if none is to be made. Under {@code slab_mutex}. */
    protected final @Nullable Ref<MemcgCache> slotToFill(CacheMemcg memcg, MemcgCache root) {
        if (memcg.kmemState().readOnce() != CacheMemcg.ONLINE || isDying(root)) {
            return null;
        }
        Ref<MemcgCache> slot = slotOf(memcg, root);
        return slot.readOnce() == null ? slot : null;
    }

    /** The slot of a group in a root cache's array; under {@code slab_mutex}. */
    protected static Ref<MemcgCache> slotOf(CacheMemcg memcg, MemcgCache root) {
        return slot(root.memcgCaches().readPlain(), memcg.kmemcgId().readOnce());
    }

    /** From here on lists and lookups have a new child; under {@code slab_mutex}. */
    protected void publish(Task task, MemcgCache child, CacheMemcg memcg, Ref<MemcgCache> slot) {
        linkMemcgCache(task, child, memcg);
        slot.rcuAssign(child);
    }

    /** Whether a root cache is being destroyed. */
    protected boolean isDying(MemcgCache root) {
        return root.dying().readOnce() != 0;
    }

    /** Of {@code create_cache}: memory for a child, or null. */
    protected @Nullable MemcgCache createChild(Task task, CacheMemcg memcg, MemcgCache root) {
        return task.tryAllocate(
                childName(root, memcg),
                birth -> new MemcgCache(birth, root.traits().unmergeable(), root, memcg));
    }

    /** As the kernel names a child. */
    protected static String childName(MemcgCache root, CacheMemcg memcg) {
        return "%s(%s)".formatted(root.name(), memcg.name());
    }

    /** {@code memcg_link_cache}: on every list it belongs to; under {@code slab_mutex}. */
    protected void linkMemcgCache(Task task, MemcgCache child, CacheMemcg memcg) {
        caches().add(child);
        MemcgCache root = child.rootCache();
        root.setChildren(root.children().plus(child));
    }

    /** {@code unlink_memcg_cache}: off every list; under {@code slab_mutex}. */
    protected void unlinkMemcgCache(Task task, MemcgCache child) {
        MemcgCache root = child.rootCache();
        root.setChildren(root.children().minus(child));
        caches().remove(child);
    }
}
