package kmemcg.slab;

import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Word;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * {@code struct kmem_cache}: objects of one size, on slab pages. Caches of equal size and accounting are merged unless they
 * refuse, and count their users. Source: Linux 6.1 {@code mm/slab_common.c}, {@code mm/slub.c}.
 */
public class KmemCache extends KernelObject {
    private final CacheTraits traits;
    private final Word refcount;
    private final SpinLock listLock;
    private final Ref<PVector<Slab>> slabs;

    protected KmemCache(Birth birth, CacheTraits traits) {
        super(birth);
        this.traits = traits;
        this.refcount = birth.word("refcount", 1);
        this.listLock = birth.spinLock("list_lock");
        this.slabs = birth.ref("slabs", TreePVector.empty());
    }

    /** What it was asked to be. */
    public final CacheTraits traits() {
        return traits;
    }

    /** Bytes of one object. */
    public final int objectSize() {
        return traits.objectSize();
    }

    /** {@code SLAB_ACCOUNT}. */
    public final boolean isAccounted() {
        return traits.accounted();
    }

    /** Users; plain, under {@code slab_mutex}. */
    final Word refcount() {
        return refcount;
    }

    final SpinLock listLock() {
        return listLock;
    }

    /** All slab pages; plain, under {@link #listLock}. */
    final Ref<PVector<Slab>> slabs() {
        return slabs;
    }

    /** All slab pages, for validators. */
    public final PVector<Slab> peekSlabs() {
        PVector<Slab> now = slabs.peek();
        return now == null ? TreePVector.empty() : now;
    }

    /** Users, for validators. */
    public final long peekRefcount() {
        return refcount.peek();
    }
}
