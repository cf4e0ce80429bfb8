package kmemcg.memcg;

import kmemcg.machine.Birth;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/**
 * A {@code page_counter} with {@code protection_support}: each level tells its parent how much of its usage is protected. Source: Linux
 * 6.18 {@code mm/page_counter.c}, {@code propagate_protected_usage}, {@code page_counter_set_low}.
 *
 * <p>Two changes of usage at the same time may propagate in the other order; the kernel accepts that the older number then stays until the
 * next change.
 *
 * <p>Deviation: low only; min is the same once more, with words of its own.
 */
public class ProtectedCounter extends PageCounter {
    private final @Nullable ProtectedCounter parent;
    private final Word low;
    private final Word lowUsage;
    private final Word childrenLowUsage;

    public ProtectedCounter(Birth birth, String field, @Nullable PageCounter parent) {
        super(birth, field, parent);
        this.parent = (ProtectedCounter) parent;
        this.low = birth.word(field + ".low", 0);
        this.lowUsage = birth.word(field + ".low_usage", 0);
        this.childrenLowUsage = birth.word(field + ".children_low_usage", 0);
    }

    /** {@code page_counter_set_low}. */
    public final void setLow(long pages) {
        low.writeOnce(pages);
        for (ProtectedCounter level = this; level != null; level = level.parent) {
            level.propagateProtectedUsage(level.read());
        }
    }

    @Override
    protected void charged(PageCounter level, long usage) {
        ((ProtectedCounter) level).propagateProtectedUsage(usage);
    }

    @Override
    protected final void uncharged(long usage) {
        propagateProtectedUsage(usage);
    }

    /** {@code propagate_protected_usage}. */
    protected final void propagateProtectedUsage(long usage) {
        if (parent == null) {
            return;
        }
        long covered = Math.min(usage, low.readOnce());
        if (covered != lowUsage.readOnce()) {
            long delta = covered - lowUsage.xchg(covered);
            if (delta != 0) {
                parent.childrenLowUsage.addReturn(delta);
            }
        }
    }

    /** How much of the usage is protected, as low and the usage have it now; for validators. */
    public final long peekProtected() {
        return Math.min(peekUsage(), low.peek());
    }

    /** {@code children_low_usage}; for validators. */
    public final long peekChildrenLowUsage() {
        return childrenLowUsage.peek();
    }
}
