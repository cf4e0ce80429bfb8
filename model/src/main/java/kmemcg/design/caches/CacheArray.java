package kmemcg.design.caches;

import java.util.stream.IntStream;
import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** {@code struct memcg_cache_array}: the children of one root cache, each in the slot of its group's id. */
public final class CacheArray extends KernelObject {
    private final PVector<Ref<MemcgCache>> entries;

    /** @param first what the first slots hold; the others are empty */
    CacheArray(Birth birth, PVector<Slot> first, int size) {
        super(birth);
        this.entries = TreePVector.from(IntStream.range(0, size)
                .mapToObj(id -> birth.ref(
                        "entries[" + id + "]", id < first.size() ? first.get(id).child() : null))
                .toList());
    }

    /** Slots. */
    public int size() {
        return entries.size();
    }

    /** A slot: written under {@code slab_mutex}, read under RCU. */
    public Ref<MemcgCache> entry(long id) {
        return entries.get((int) id);
    }

    /** What all slots hold; under {@code slab_mutex}. */
    PVector<Slot> content() {
        PVector<Slot> content = TreePVector.empty();
        for (Ref<MemcgCache> entry : entries) {
            content = content.plus(new Slot(entry.readOnce()));
        }
        return content;
    }

    /** A slot's child, for validators. */
    public @Nullable MemcgCache peekEntry(int id) {
        return entries.get(id).peek();
    }

    /** What a slot holds. */
    record Slot(@Nullable MemcgCache child) {}
}
