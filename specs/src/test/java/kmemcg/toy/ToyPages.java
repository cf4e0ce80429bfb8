package kmemcg.toy;

import java.util.EnumSet;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.CacheTraits;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabAllocator;
import kmemcg.slab.SlabObject;

/**
 * Each object has pages of its own, which are charged to the group of whoever allocates it; they hold that group until the object is
 * freed, removed or not. No flags, no lists, no stocks, caches in the world only.
 */
public class ToyPages extends ToyGroups {
    private final SlabAllocator slab;

    public ToyPages(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.slab = new SlabAllocator(machine, 1, this::uncharge);
    }

    @Override
    public Set<Verb> vocabulary() {
        Set<Verb> words = EnumSet.of(Verb.LIMIT, Verb.ALLOC, Verb.FREE, Verb.SETTLE);
        words.addAll(super.vocabulary());
        return words;
    }

    @Override
    public KmemCache createCache(Task task, String name, int objectSize, Set<CacheFlag> flags) {
        KmemCache cache = slab.create(task, name, new CacheTraits(objectSize, false, false, false));
        if (cache == null) {
            throw new IllegalStateException("memory is never scarce here");
        }
        return cache;
    }

    @Override
    public boolean alloc(Task task, Process process, KmemCache cache, Set<AllocFlag> flags, ObjectHandle handle) {
        MemCgroup memcg = process.memcg();
        if (!memcg.isRoot() && !tryCharge(task, memcg, pagesOf(cache))) {
            return false;
        }
        SlabObject object = slab.alloc(task, cache, handle, false, Gfp.KERNEL);
        if (object == null) {
            throw new IllegalStateException("memory is never scarce here");
        }
        if (!memcg.isRoot()) {
            memcg.css().get(task);
            object.slab().memcgData().writeOnce(memcg);
        }
        handle.put(object);
        return true;
    }

    /** Charges at every level, or at none if one is full. */
    protected boolean tryCharge(Task task, MemCgroup memcg, long pages) {
        return memcg.memory().tryCharge(task, pages) == null;
    }

    @Override
    public boolean free(Task task, ObjectHandle handle) {
        SlabObject object = handle.take();
        if (object != null) {
            slab.free(task, object);
        }
        return object != null;
    }

    private void uncharge(Task task, Slab page) {
        if (page.memcgData().readOnce() instanceof MemCgroup memcg) {
            page.memcgData().writeOnce(null);
            uncharge(task, memcg, pagesOf(page.cache()));
            memcg.css().put(task);
        }
    }

    /** Takes the charge back at every level. */
    protected void uncharge(Task task, MemCgroup memcg, long pages) {
        memcg.memory().uncharge(task, pages);
    }

    /** Pages of one object. */
    final long pagesOf(KmemCache cache) {
        return ((long) cache.objectSize() + geometry.pageSize() - 1) / geometry.pageSize();
    }

    /** For validators. */
    final SlabAllocator slab() {
        return slab;
    }
}
