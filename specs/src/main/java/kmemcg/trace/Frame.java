package kmemcg.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one context has under way: the steps due next, and what earlier lines left for later ones. */
final class Frame {
    /** A charge not yet tied to an object. */
    record Charge(TraceLine line, long objcg, long bytes) {}

    /** A page charge that was tried and whose success only the next line tells. */
    record Attempt(CounterOf counter, long pages) {}

    /** Kernel pages wanted for a group; the counters are asked only when the page stock has too few. */
    record Want(@Nullable Group group, long pages) {}

    /** Pages just uncharged from a memory counter without a stock: user pages, among which may be kernel pages. */
    record UserUncharge(Group group, long pages) {}

    final Deque<Expected> due = new ArrayDeque<>();

    @Nullable
    Charge charge;

    @Nullable
    Attempt attempt;

    @Nullable
    Want want;

    @Nullable
    UserUncharge userUncharge;

    /** Whose kernel pages the next change of state is about. */
    @Nullable
    Group payer;

    @Nullable
    TraceLine freed;

    @Nullable
    TraceLine hook;
    /** The objcg whose slab state moves next, which may turn the byte stock; 0 when none. */
    long stateOf;
    /** True when the state has moved for the charge under way. */
    boolean stated;
    /** True from the first attempt at a page charge to its end. */
    boolean asked;
    /** True when an attempt failed and the pages are still wanted. */
    boolean refused;

    boolean isIdle() {
        return due.isEmpty()
                && charge == null
                && attempt == null
                && want == null
                && userUncharge == null
                && payer == null
                && freed == null
                && hook == null
                && stateOf == 0
                && !asked
                && !refused;
    }

    /** Puts steps before everything else that is due. */
    void next(List<Expected> steps) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            due.addFirst(steps.get(i));
        }
    }

    /** Forgets what only the very next line could refer to. */
    void expire(TraceLine line) {
        switch (line.event()) {
            case "kmem_cache_free", "kfree", "slab_free_hook" -> stateOf = 0;
            case "pc_uncharge", "mod_memcg_state" -> {}
            case "objcg_charge", "refill_obj_stock", "drain_obj_stock", "objcg_uncharge_pages", "drain_stock" -> {
                userUncharge = null;
                freed = null;
            }
            default -> {
                userUncharge = null;
                freed = null;
                stateOf = 0;
            }
        }
    }

    /** The page charge is over. */
    void pagesSettled() {
        want = null;
        asked = false;
        refused = false;
    }
}
