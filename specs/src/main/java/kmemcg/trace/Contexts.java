package kmemcg.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds each context's steps that are due, and meets them with the lines that come. */
final class Contexts {
    /** What may come between an attempt at a page charge and its success. */
    private static final Set<String> ATTEMPTS = Set.of(
            "pc_try_charge",
            "pc_try_charge_ret",
            "pc_charge",
            "pc_uncharge",
            "drain_all_stock",
            "drain_all_stock_slow",
            "drain_local_stock",
            "drain_obj_stock",
            "drain_stock",
            "objcg_charge_ret",
            "mm_vmscan_memcg_reclaim_begin",
            "mm_vmscan_memcg_reclaim_end");

    /** The last reference to an objcg or a css may go in the middle of any stock's drain. */
    private static final Set<String> INTERLUDES = Set.of("objcg_release", "css_release_ref");

    private final Ledger ledger;
    private final Map<Long, Context> contexts = new HashMap<>();

    Contexts(Ledger ledger) {
        this.ledger = ledger;
    }

    Context of(TraceLine line) {
        return contexts.computeIfAbsent(line.context(), unused -> new Context());
    }

    void forgetIfIdle(TraceLine line, Context context) {
        if (context.isIdle()) {
            contexts.remove(line.context());
        }
    }

    /** Compares a line with the step due in its frame; that step, or null when the line is none that was due. */
    @Nullable
    Expected meet(TraceLine line, Frame frame) {
        for (Expected head = frame.due.peek(); head != null; head = frame.due.peek()) {
            if (head.event().equals(line.event())) {
                frame.due.remove();
                Expected step = head;
                ledger.check(head.rule(), head.matches(line), line, step::toString, line::fields);
                return step;
            }
            if (isBetween(line, head)) {
                return null;
            }
            frame.due.remove();
            if (!head.mayBeLeftOut()) {
                missing(line, head);
                frame.due.clear();
            }
        }
        return null;
    }

    /** Steps still due when the trace ends may be beyond its end; those of a finished reclaim may not. */
    void finish(TraceLine line, @Nullable Frame left) {
        Expected head = left == null ? null : left.due.peek();
        if (head != null && !head.mayBeLeftOut()) {
            missing(line, head);
        }
    }

    private void missing(TraceLine line, Expected step) {
        ledger.check(step.rule(), false, line, () -> "first, on this task or CPU: " + step, line::event);
    }

    private static boolean isBetween(TraceLine line, Expected head) {
        if (head.isOptionalCharge() && line.is("pc_try_charge")) {
            head.afterAttempts();
        }
        return INTERLUDES.contains(line.event()) || (head.waitsForAttempts() && ATTEMPTS.contains(line.event()));
    }
}
