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
public final class KmemCache extends KernelObject {
    private final int objectSize;
    private final boolean accounted;
    private final boolean mergeable;
    private final Word refcount;
    private final SpinLock listLock;
    private final Ref<PVector<Slab>> slabs;

    KmemCache(Birth birth, int objectSize, boolean accounted, boolean mergeable) {
        super(birth);
        this.objectSize = objectSize;
        this.accounted = accounted;
        this.mergeable = mergeable;
        this.refcount = birth.word("refcount", 1);
        this.listLock = birth.spinLock("list_lock");
        this.slabs = birth.ref("slabs", TreePVector.empty());
    }

    /** Bytes of one object. */
    public int objectSize() {
        return objectSize;
    }

    /** {@code SLAB_ACCOUNT}. */
    public boolean isAccounted() {
        return accounted;
    }

    boolean isMergeable() {
        return mergeable;
    }

    /** Users; plain, under {@code slab_mutex}. */
    Word refcount() {
        return refcount;
    }

    SpinLock listLock() {
        return listLock;
    }

    /** All slab pages; plain, under {@link #listLock}. */
    Ref<PVector<Slab>> slabs() {
        return slabs;
    }

    /** All slab pages, for validators. */
    public PVector<Slab> peekSlabs() {
        PVector<Slab> now = slabs.peek();
        return now == null ? TreePVector.empty() : now;
    }

    /** Users, for validators. */
    public long peekRefcount() {
        return refcount.peek();
    }
}
