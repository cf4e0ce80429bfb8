package kmemcg.slab;

import java.util.function.Predicate;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Mutex;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** {@code slab_caches} with {@code slab_mutex}, and how often each cache is used. Source: Linux 6.1 {@code mm/slab_common.c}. */
public final class CacheList {
    private final Mutex slabMutex;
    private final Ref<PVector<KmemCache>> caches;

    public CacheList(Machine machine) {
        this.slabMutex = machine.mutex("slab_mutex");
        this.caches = machine.ref("slab_caches", TreePVector.empty());
    }

    /** {@code slab_mutex}, under which everything else here is called. */
    public Held lock(Task task) {
        return slabMutex.lock(task);
    }

    /** {@code slab_caches}, the oldest first. */
    public PVector<KmemCache> all() {
        PVector<KmemCache> now = caches.readPlain();
        return now == null ? TreePVector.empty() : now;
    }

    public void add(KmemCache cache) {
        caches.writePlain(all().plus(cache));
    }

    public void remove(KmemCache cache) {
        caches.writePlain(all().minus(cache));
    }

    /** {@code __kmem_cache_alias}: a cache of equal traits, with one more user; null if there is none. */
    public @Nullable KmemCache alias(CacheTraits wanted, Predicate<KmemCache> allowed) {
        if (!wanted.mergeable()) {
            return null;
        }
        for (KmemCache cache : all()) {
            if (cache.traits().mergesWith(wanted) && allowed.test(cache)) {
                cache.refcount().writePlain(users(cache) + 1);
                return cache;
            }
        }
        return null;
    }

    /** How many users a cache has. */
    public long users(KmemCache cache) {
        return cache.refcount().readPlain();
    }

    /** One user less; how many are left. */
    public long dropUser(KmemCache cache) {
        long users = users(cache) - 1;
        cache.refcount().writePlain(users);
        return users;
    }

    /** All caches, for validators. */
    public PVector<KmemCache> peekAll() {
        PVector<KmemCache> now = caches.peek();
        return now == null ? TreePVector.empty() : now;
    }
}
