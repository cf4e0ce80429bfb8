package kmemcg.design.ownership;

import kmemcg.machine.Cells;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/**
 * The byte part of {@code struct memcg_stock_pcp}: bytes of charged pages that one CPU holds for one owner, and a reference
 * on that. Written by its own CPU under the stock lock; other CPUs look at the pointer only.
 *
 * @param <O> what owns
 */
public final class ObjStock<O extends KernelObject> {
    private final Ref<O> cached;
    private final Word bytes;

    ObjStock(Cells cells, int cpu) {
        this.cached = cells.ref("stock/" + cpu + ".cached_objcg", null);
        this.bytes = cells.word("stock/" + cpu + ".nr_bytes", 0);
    }

    /** {@code stock->cached_objcg}. */
    public Ref<O> cached() {
        return cached;
    }

    Word bytes() {
        return bytes;
    }

    /** The owner of the bytes, for validators. */
    public @Nullable O peekCached() {
        return cached.peek();
    }

    /** The bytes, for validators. */
    public long peekBytes() {
        return bytes.peek();
    }
}
