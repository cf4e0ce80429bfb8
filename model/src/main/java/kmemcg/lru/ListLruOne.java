package kmemcg.lru;

import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Word;
import kmemcg.memcg.MemCgroup;

/**
 * {@code struct list_lru_one}: the list of one group, and how many items it counts. Which items are linked on it is kept by
 * the node, whose lock guards both.
 */
public final class ListLruOne extends KernelObject {
    private final MemCgroup owner;
    private final Word items;

    ListLruOne(Birth birth, MemCgroup owner) {
        super(birth);
        this.owner = owner;
        this.items = birth.word("nr_items", 0);
    }

    /** The group whose list this is; good under the node's lock, or inside a read-side section that found the list. */
    MemCgroup owner() {
        return owner;
    }

    Word items() {
        return items;
    }

    /** The group whose list this is, for validators. */
    public MemCgroup peekOwner() {
        return owner;
    }

    /** What it counts, for validators. */
    public long peekItems() {
        return items.peek();
    }
}
