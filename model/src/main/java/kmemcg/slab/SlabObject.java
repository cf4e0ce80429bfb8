package kmemcg.slab;

import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Word;

/** One object on a slab page, with the bit of state that its user keeps in it: whether it is linked on a list_lru. */
public final class SlabObject extends KernelObject {
    private final Slab slab;
    private final int slot;
    private final ObjectHandle handle;
    private final boolean forLru;
    private final Word linked;

    SlabObject(Birth birth, Slab slab, int slot, ObjectHandle handle, boolean forLru) {
        super(birth);
        this.slab = slab;
        this.slot = slot;
        this.handle = handle;
        this.forLru = forLru;
        this.linked = birth.word("lru.linked", 0);
    }

    /** {@code virt_to_slab}. */
    public Slab slab() {
        return slab;
    }

    /** {@code obj_to_index}. */
    public int slot() {
        return slot;
    }

    /** Where its user keeps it. */
    public ObjectHandle handle() {
        return handle;
    }

    /** Whether it was allocated with its lists made ready ({@code kmem_cache_alloc_lru}). */
    public boolean isForLru() {
        return forLru;
    }

    /** Whether it is linked, for validators. */
    public boolean peekLinked() {
        return linked.peek() != 0;
    }

    /** {@code !list_empty(item)}: 1 while linked on a list_lru; plain, under the list's lock. */
    public Word linked() {
        return linked;
    }
}
