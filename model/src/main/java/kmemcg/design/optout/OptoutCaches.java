package kmemcg.design.optout;

import java.util.List;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.optout.CreateQueue.Request;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Process;
import kmemcg.slab.CacheList;
import kmemcg.slab.CacheTraits;
import kmemcg.slab.KmemCache;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Which cache an allocation is served from, and how caches split and go. Source: Suleiman Souhlal, 27 February 2012, patch 5 of 10.
 *
 * <pre>
 * first use, may sleep     create, publish by cmpxchg; the loser destroys its own and is served from the original cache
 * first use, may not       queue a request, be served from the original cache
 *   work                   create, publish
 * last reference           destroyed list
 *   work                   grace period, destroy; one after the other
 * </pre>
 */
abstract class OptoutCaches extends OptoutCharging {
    private final CacheList caches;
    private final CreateQueue createQueue;
    private final Work createWork;
    private final SpinLock destroyLock;
    private final Ref<PVector<SplitCache>> destroyed;
    private final Work destroyWork;
    private final WorkQueue events;

    OptoutCaches(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.caches = new CacheList(machine);
        this.createQueue = new CreateQueue(machine);
        this.createWork = machine.work("create_work", this::createQueuedCaches);
        this.destroyLock = machine.spinLock("destroy_lock");
        this.destroyed = machine.ref("destroyed_caches", TreePVector.empty());
        this.destroyWork = machine.work("destroy_work", this::destroyDeadCaches);
        this.events = machine.workQueue("events", machine.cpus());
    }

    /** {@code kmem_cache_create}: every cache can be split, and gets an id for that. */
    @Override
    public @Nullable KmemCache createCache(Task task, String name, int objectSize, Set<CacheFlag> flags) {
        try (Held held = caches.lock(task)) {
            int id = (int) caches.all().stream()
                    .filter(cache -> !((SplitCache) cache).isSplitOff())
                    .count();
            task.bug(id >= OptoutMemcg.MAX_TYPES, Invariant.CACHE_REGISTRY, "no id left for a cache");
            CacheTraits traits = new CacheTraits(objectSize, true, false, false);
            return added(task.tryAllocate("cache " + name, birth -> SplitCache.ofUser(birth, traits, id)));
        }
    }

    private @Nullable SplitCache added(@Nullable SplitCache created) {
        if (created != null) {
            caches.add(created);
        }
        return created;
    }

    /** All caches, with {@code cache_chain_mutex}. */
    protected final CacheList caches() {
        return caches;
    }

    /**
     * {@code mem_cgroup_get_kmem_cache}: the cache that serves an allocation, with a reference unless it is the original. The mails
     * return it with RCU held and take the reference only when the allocation has to leave that.
     */
    protected SplitCache getKmemCache(Task task, Process process, SplitCache cache, Set<AllocFlag> flags) {
        if (flags.contains(AllocFlag.NOACCOUNT) || flags.contains(AllocFlag.NOFAIL)) {
            return cache;
        }
        OptoutMemcg splitFor;
        try (Held section = task.rcuReadLock()) {
            OptoutMemcg memcg = OptoutMemcg.of(process.memcg());
            if (memcg.isRoot()) {
                return cache;
            }
            SplitCache part = memcg.slab(cache.id()).rcuDereference();
            if (part != null) {
                return part.tryGet(task) ? part : cache;
            }
            if (flags.contains(AllocFlag.ATOMIC)) {
                createCacheEnqueue(task, new Request(memcg, cache));
                return cache;
            }
            if (!memcg.css().tryGet(task)) {
                return cache;
            }
            splitFor = memcg;
        }
        createMemcgCache(task, splitFor, cache);
        return servedAfterCreation(task, splitFor, cache);
    }

    /** Looks again, since the group's caches may have gone while nothing but a css reference was held. */
    private static SplitCache servedAfterCreation(Task task, OptoutMemcg memcg, SplitCache cache) {
        try (Held section = task.rcuReadLock()) {
            SplitCache part = memcg.slab(cache.id()).rcuDereference();
            memcg.css().put(task);
            return part != null && part.tryGet(task) ? part : cache;
        }
    }

    /** {@code memcg_create_kmem_cache}: splits a cache off and publishes it; whoever comes too late destroys his own. */
    protected void createMemcgCache(Task task, OptoutMemcg memcg, SplitCache cache) {
        SplitCache part = splitOff(task, memcg, cache);
        if (part != null && !publish(task, memcg, part)) {
            kmemCacheDestroy(task, part);
        }
    }

    private @Nullable SplitCache splitOff(Task task, OptoutMemcg memcg, SplitCache cache) {
        try (Held held = caches.lock(task)) {
            return added(task.tryAllocate(
                    "%s of %s".formatted(cache.name(), memcg.name()),
                    birth -> SplitCache.splitOff(birth, cache, memcg)));
        }
    }

    /** Not for a group that is going: offline begins a grace period after that is known, so it finds whatever is published here. */
    protected boolean publish(Task task, OptoutMemcg memcg, SplitCache part) {
        try (Held section = task.rcuReadLock()) {
            return !memcg.css().isDying() && memcg.slab(part.id()).cmpxchg(null, part) == null;
        }
    }

    /** {@code memcg_create_cache_enqueue}: looking for an equal request and adding one are two critical sections. */
    private void createCacheEnqueue(Task task, Request request) {
        if (!createQueue.contains(task, request) && pinRequested(task, request.memcg())) {
            createQueue.add(task, request);
            events.queueOn(task, task.cpu(), createWork);
        }
    }

    /** A request keeps its group; as posted it does not. */
    protected boolean pinRequested(Task task, OptoutMemcg memcg) {
        return memcg.css().tryGet(task);
    }

    /** The request is done with, or dropped. */
    protected void unpinRequested(Task task, OptoutMemcg memcg) {
        memcg.css().put(task);
    }

    /** {@code memcg_create_cache_work_func}. */
    private void createQueuedCaches(Task task) {
        for (Request next = createQueue.next(task); next != null; next = createQueue.next(task)) {
            if (next.memcg().slab(next.cache().id()).readOnce() == null) {
                createMemcgCache(task, next.memcg(), next.cache());
            }
            unpinRequested(task, next.memcg());
        }
    }

    /** {@code memcg_create_cache_flush}: drops the requests of all groups. */
    protected final void flushCreateQueue(Task task) {
        createQueue.takeAll(task).forEach(request -> unpinRequested(task, request.memcg()));
    }

    /** {@code mem_cgroup_put_kmem_cache}, {@code kmem_cache_drop_ref}: the last reference takes the cache to the destroyed list. */
    protected final void dropRef(Task task, SplitCache cache) {
        if (!cache.drop(task)) {
            return;
        }
        try (Held held = destroyLock.lock(task)) {
            destroyed.writePlain(dead().plus(cache));
        }
        events.queueOn(task, task.cpu(), destroyWork);
    }

    private PVector<SplitCache> dead() {
        PVector<SplitCache> now = destroyed.readPlain();
        return now == null ? TreePVector.empty() : now;
    }

    /** {@code kmem_cache_destroy_work_func}: a grace period for each. */
    private void destroyDeadCaches(Task task) {
        PVector<SplitCache> dying;
        try (Held held = destroyLock.lock(task)) {
            dying = dead();
            destroyed.writePlain(TreePVector.empty());
        }
        for (SplitCache cache : dying) {
            machine.rcu().synchronize(task);
            kmemCacheDestroy(task, cache);
        }
    }

    private void kmemCacheDestroy(Task task, SplitCache cache) {
        try (Held held = caches.lock(task)) {
            caches.remove(cache);
        }
        task.free(cache);
    }

    /** All caches, for validators. */
    public final PVector<KmemCache> peekCaches() {
        return caches.peekAll();
    }

    /** Whom a split is requested for, for validators. */
    public final List<OptoutMemcg> peekRequested() {
        return createQueue.peekAll().stream().map(Request::memcg).toList();
    }
}
