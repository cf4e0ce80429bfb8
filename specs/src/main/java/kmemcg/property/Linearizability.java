package kmemcg.property;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Is there an order of the calls that respects what came before what and that the sequential specification allows? Searches
 * depth first for the next call that may come now, and remembers which sets of calls with which state have failed. Source:
 * Wing and Gong, "Testing and verifying concurrent objects" (JPDC 1993), with the memory of Lowe, "Testing for
 * linearizability" (CCPE 2017). Deviation: the specification may be nondeterministic, so a call can have several successors.
 */
public final class Linearizability<S, C> {
    private final History<C> history;
    private final SequentialSpec<S, C> spec;
    private final List<List<C>> overlapped = new ArrayList<>();
    private final Set<Point<S>> failed = new HashSet<>();
    private int longest = -1;
    private int stuckAt;

    private Linearizability(History<C> history, SequentialSpec<S, C> spec) {
        this.history = history;
        this.spec = spec;
        int calls = history.calls().size();
        for (int call = 0; call < calls; call++) {
            int here = call;
            overlapped.add(IntStream.range(0, calls)
                    .filter(other -> history.overlap(here, other))
                    .mapToObj(history.calls()::get)
                    .toList());
        }
    }

    /** Whether the history is linearizable. */
    public static <S, C> boolean holds(History<C> history, SequentialSpec<S, C> spec) {
        return blame(history, spec).isEmpty();
    }

    /** A call that fits into no order, where the longest order ends; empty if the history is linearizable. */
    public static <S, C> Optional<C> blame(History<C> history, SequentialSpec<S, C> spec) {
        Linearizability<S, C> search = new Linearizability<>(history, spec);
        return search.search(0, spec.initial())
                ? Optional.empty()
                : Optional.of(history.calls().get(search.stuckAt));
    }

    private boolean search(long done, S state) {
        int calls = history.calls().size();
        if (Long.bitCount(done) == calls) {
            return true;
        }
        if (failed.contains(new Point<>(done, state))) {
            return false;
        }
        for (int call = 0; call < calls; call++) {
            boolean mayComeNow = (done & 1L << call) == 0 && (history.before(call) & ~done) == 0;
            if (mayComeNow && anySuccessor(done, state, call)) {
                return true;
            }
            if (mayComeNow && Long.bitCount(done) > longest) {
                longest = Long.bitCount(done);
                stuckAt = call;
            }
        }
        failed.add(new Point<>(done, state));
        return false;
    }

    private boolean anySuccessor(long done, S state, int call) {
        for (S next : spec.after(state, history.calls().get(call), overlapped.get(call))) {
            if (search(done | 1L << call, next)) {
                return true;
            }
        }
        return false;
    }

    private record Point<S>(long done, S state) {}
}
