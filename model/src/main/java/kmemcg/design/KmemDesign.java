package kmemcg.design;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kmemcg.lru.PageHandle;
import kmemcg.machine.Task;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary of operations, as methods; one design implements those it declares in {@link #vocabulary}. Every operation
 * runs as a {@link Task}; operations of different tasks may run at the same time, within the kernel's own rules of use: an
 * object is used by whoever holds it through its {@link ObjectHandle}. Whoever asks for an operation that is not in the vocabulary
 * has made a mistake, and is told so by an exception.
 */
public interface KmemDesign {
    /** The words that this design has. */
    Set<Verb> vocabulary();

    /** How its allocations may be asked for; in any way unless a design says otherwise, and for lists only if it has lists. */
    default Set<AllocFlag> allocFlags() {
        Set<AllocFlag> flags = EnumSet.allOf(AllocFlag.class);
        if (!vocabulary().contains(Verb.LRU_ADD)) {
            flags.remove(AllocFlag.LRU);
        }
        return flags;
    }

    /** The traits that its caches may have; all unless a design says otherwise. */
    default Set<CacheFlag> cacheFlags() {
        return EnumSet.allOf(CacheFlag.class);
    }

    /** The root of the cgroup tree; it lives as long as the machine. */
    MemCgroup root();

    /** {@code mkdir}: an online group, or null if memory for it could not be had or the parent is being removed. */
    @Nullable
    MemCgroup mkdir(Task task, String name, MemCgroup parent);

    /**
     * {@code rmdir}: kills the css; the rest follows in deferred activities. False if it has children or is dying already.
     *
     * @param clearDir takes the group's name away; called before the kill, under {@code cgroup_mutex}, if there will be one
     */
    boolean rmdir(Task task, MemCgroup memcg, Runnable clearDir);

    /** {@link #rmdir} of a group without a name. */
    default boolean rmdir(Task task, MemCgroup memcg) {
        return rmdir(task, memcg, () -> {});
    }

    /** Waits until {@code css_offline} of a removed group has returned; the caller holds a css reference. */
    void awaitOffline(Task task, MemCgroup memcg);

    /** {@link #rmdir(Task, MemCgroup)} and {@link #awaitOffline}. */
    default boolean offline(Task task, MemCgroup memcg) {
        memcg.css().get(task);
        boolean removed = rmdir(task, memcg);
        if (removed) {
            awaitOffline(task, memcg);
        }
        memcg.css().put(task);
        return removed;
    }

    /** {@code memory.max}: sets the limit, then reclaims; false if usage stays above it. */
    boolean setLimit(Task task, MemCgroup memcg, long pages);

    /** A process in the root group. */
    Process newProcess(Task task, String name);

    /** Writes the process to {@code cgroup.procs}; false if the group is being removed. */
    boolean attach(Task task, Process process, MemCgroup memcg);

    /**
     * {@code kmem_cache_create}: a cache, perhaps one that existed; null if memory could not be had. A design that allocates has caches in
     * its programs' worlds, whether or not it has the word for making them later.
     */
    @Nullable
    default KmemCache createCache(Task task, String name, int objectSize, Set<CacheFlag> flags) {
        throw missing(Verb.CREATE_CACHE);
    }

    /** {@code kmem_cache_destroy}: drops one use; false if the last use went while objects are alive. */
    default boolean destroyCache(Task task, KmemCache cache) {
        throw missing(Verb.DESTROY_CACHE);
    }

    /** {@code kmem_cache_alloc}: fills the handle; false if memory or the limit did not allow it. */
    default boolean alloc(Task task, Process process, KmemCache cache, Set<AllocFlag> flags, ObjectHandle handle) {
        throw missing(Verb.ALLOC);
    }

    /** {@code kmem_cache_free}; false if the handle is empty or somebody else is using the object. */
    default boolean free(Task task, ObjectHandle handle) {
        throw missing(Verb.FREE);
    }

    /** {@code kmem_cache_free_bulk}; how many were freed. */
    default int bulkFree(Task task, List<ObjectHandle> handles) {
        throw missing(Verb.BULK_FREE);
    }

    /** {@link #free} for each of the handles; how many were freed. For designs whose bulk free has no hook of its own. */
    default int freeEach(Task task, List<ObjectHandle> handles) {
        int freed = 0;
        for (ObjectHandle handle : handles) {
            freed += free(task, handle) ? 1 : 0;
        }
        return freed;
    }

    /** {@code list_lru_add}; false if it is on the list already, the handle is empty or somebody else is using the object. */
    default boolean lruAdd(Task task, ObjectHandle handle) {
        throw missing(Verb.LRU_ADD);
    }

    /** {@code list_lru_del}; false if it is not on a list, the handle is empty or somebody else is using the object. */
    default boolean lruDel(Task task, ObjectHandle handle) {
        throw missing(Verb.LRU_DEL);
    }

    /** {@code shrink_slab} for one group: how many objects were freed. */
    default int shrink(Task task, MemCgroup memcg) {
        throw missing(Verb.SHRINK);
    }

    /** Before a program that registers the shrinker of its lists itself: the shrinker is only allocated. */
    default void beginWithoutShrinker(Task task) {
        throw missing(Verb.REGISTER_SHRINKER);
    }

    /** {@code shrinker_register}: from here on the shrinker is called. */
    default void registerShrinker(Task task) {
        throw missing(Verb.REGISTER_SHRINKER);
    }

    /** Before a program that protects groups: the memory controller is on the default hierarchy, where counters track protection. */
    default void beginOnDefaultHierarchy(Task task) {
        throw missing(Verb.PROTECT);
    }

    /** {@code memory.low}. */
    default void protect(Task task, MemCgroup memcg, long pages) {
        throw missing(Verb.PROTECT);
    }

    /** {@code drain_all_stock}: best effort, the remote part in deferred work. */
    default void drain(Task task, MemCgroup memcg) {
        throw missing(Verb.DRAIN);
    }

    /** A page for a process, charged to its group unless told otherwise; false if memory or the limit did not allow it. */
    default boolean newPage(Task task, Process process, Set<AllocFlag> flags, PageHandle handle) {
        throw missing(Verb.PAGE);
    }

    /** Charges a page to the process's group; false if it is charged, there is none, it is in use, or the limit did not allow it. */
    default boolean chargePage(Task task, Process process, PageHandle handle) {
        throw missing(Verb.CHARGE);
    }

    /** Unmaps and frees a page; false if there is none or it is in use. */
    default boolean unmap(Task task, PageHandle handle) {
        throw missing(Verb.UNMAP);
    }

    /** {@code memory.reclaim}: frees pages of a subtree until so many are freed or all groups were visited; how many. */
    default int reclaim(Task task, MemCgroup subtree, long wanted) {
        throw missing(Verb.RECLAIM);
    }

    /** Takes a CPU down on which nothing runs any more, and then {@code memcg_hotplug_cpu_dead} on the task's. */
    default void takeCpuDown(Task task, int cpu) {
        throw missing(Verb.CPU_OFFLINE);
    }

    /** Whether a CPU is up, for validators. */
    default boolean peekOnline(int cpu) {
        return true;
    }

    /**
     * One {@code read} of {@code /proc/slabinfo}, into a buffer that takes one line; the lines, none at the end, after which the process
     * begins again.
     */
    default int slabinfo(Task task, Process process) {
        throw missing(Verb.SLABINFO);
    }

    /** {@code memory.current}, in pages. */
    long usage(Task task, MemCgroup memcg);

    /** What to throw at whoever asks for an operation that the design does not have. */
    private IllegalStateException missing(Verb verb) {
        return new IllegalStateException("%s has no %s".formatted(getClass().getSimpleName(), verb.word()));
    }
}
