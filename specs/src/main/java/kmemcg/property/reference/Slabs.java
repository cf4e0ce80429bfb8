package kmemcg.property.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kmemcg.memcg.Geometry;
import org.jspecify.annotations.Nullable;

/**
 * Which caches are one, and how objects lie on pages: an allocation needs a page, and its charge a vector of owners on it,
 * and either may not be had. Mirrors kmem_cache_create, kmem_cache_destroy, slab_alloc and memcg_alloc_slab_cgroups (Linux 6.1
 * mm/slab_common.c, mm/slub.c, mm/slab.h); a page goes as soon as it is empty.
 */
final class Slabs {
    private static final int MOST_SLOTS = 62;
    private static final int OWNER_POINTER_BYTES = 8;

    private final int pageSize;
    private final Map<String, Cache> named = new HashMap<>();
    private final List<Cache> registered = new ArrayList<>();
    private final Map<String, Page> pageOf = new HashMap<>();

    Slabs(Geometry geometry) {
        this.pageSize = geometry.pageSize();
    }

    /** The cache of a name, or null if it is not there. */
    @Nullable
    Cache cache(String name) {
        return named.get(name);
    }

    /** An equal cache gets one more user, else there is a new one; false if memory for it is not to be had. */
    boolean create(String name, Traits traits, Memory memory) {
        Cache cache = traits.mergeable() ? equal(traits) : null;
        if (cache == null) {
            if (!memory.allocate()) {
                return false;
            }
            cache = new Cache(traits, Math.min(MOST_SLOTS, Math.max(1, pageSize / traits.size())));
            registered.add(cache);
        }
        cache.users++;
        named.put(name, cache);
        return true;
    }

    private @Nullable Cache equal(Traits traits) {
        return registered.stream()
                .filter(cache -> cache.traits.equals(traits))
                .findFirst()
                .orElse(null);
    }

    /** The name goes, and with the last one an empty cache; false if it is not empty. */
    boolean destroy(String name, Cache cache) {
        named.remove(name);
        cache.users--;
        if (cache.users > 0) {
            return true;
        }
        if (cache.pages.isEmpty()) {
            registered.remove(cache);
            return true;
        }
        return false;
    }

    /** Lays an object on a page; false if it needs a new one that is not to be had. */
    boolean alloc(Cache cache, String object, Memory memory) {
        Page page = cache.pages.stream()
                .filter(partial -> partial.objects.size() < cache.slots)
                .findFirst()
                .orElse(null);
        if (page == null) {
            if (!memory.allocate()) {
                return false;
            }
            page = new Page(cache);
            cache.pages.add(page);
        }
        page.objects.add(object);
        pageOf.put(object, page);
        return true;
    }

    /** Whether an owner can be written down for an object: its page has a vector, or gets one. */
    boolean prepareOwner(String object, Memory memory) {
        Page page = pageOf.get(object);
        if (page != null && !page.hasVector) {
            page.hasVector = memory.allocate();
        }
        return page != null && page.hasVector;
    }

    boolean isThere(String object) {
        return pageOf.containsKey(object);
    }

    Set<String> objects() {
        return pageOf.keySet();
    }

    void free(String object) {
        Page page = pageOf.remove(object);
        if (page != null) {
            page.objects.remove(object);
            if (page.objects.isEmpty()) {
                page.cache.pages.remove(page);
            }
        }
    }

    /** What must be equal for two caches to be one. */
    record Traits(int size, boolean accounted, boolean mergeable) {}

    /** Memory that may be scarce. */
    @FunctionalInterface
    interface Memory {
        /** Whether the next allocation succeeds. */
        boolean allocate();
    }

    static final class Cache {
        private final Traits traits;
        private final int slots;
        private final List<Page> pages = new ArrayList<>();
        private int users;

        private Cache(Traits traits, int slots) {
            this.traits = traits;
            this.slots = slots;
        }

        boolean isAccounted() {
            return traits.accounted;
        }

        /** What an object is charged, in bytes: itself and the pointer to its owner. */
        long charge() {
            return (long) traits.size + OWNER_POINTER_BYTES;
        }
    }

    private static final class Page {
        final Cache cache;
        final Set<String> objects = new HashSet<>();
        boolean hasVector;

        Page(Cache cache) {
            this.cache = cache;
        }
    }
}
