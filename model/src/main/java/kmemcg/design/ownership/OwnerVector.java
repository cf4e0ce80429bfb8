package kmemcg.design.ownership;

import java.util.stream.IntStream;
import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * {@code slab_objcgs}: one owner pointer for each slot of a slab page, null for an object that is not charged.
 *
 * @param <O> what owns
 */
public final class OwnerVector<O extends KernelObject> extends KernelObject {
    private final PVector<Ref<O>> owners;

    public OwnerVector(Birth birth, int slots) {
        super(birth);
        this.owners = TreePVector.from(IntStream.range(0, slots)
                .mapToObj(slot -> birth.<O>ref("[" + slot + "]", null))
                .toList());
    }

    /** A slot's owner; plain, since only the holder of the object in that slot touches it. */
    public Ref<O> owner(int slot) {
        return owners.get(slot);
    }

    /** A slot's owner, for validators. */
    public @Nullable O peekOwner(int slot) {
        return owners.get(slot).peek();
    }
}
