package kmemcg.property;

import java.util.ArrayList;
import java.util.List;

/**
 * What the threads of a program did at the same time, and what came before what.
 *
 * @param <C> a call with its result
 */
public final class History<C> {
    private final List<C> calls;
    private final List<Long> before = new ArrayList<>();

    /**
     * At most 64 calls.
     *
     * @param order of calls by their index, since two calls may be equal
     */
    public History(List<C> calls, Order order) {
        if (calls.size() > Long.SIZE) {
            throw new IllegalArgumentException("more than 64 calls: " + calls.size());
        }
        this.calls = List.copyOf(calls);
        for (int call = 0; call < calls.size(); call++) {
            long mask = 0;
            for (int other = 0; other < calls.size(); other++) {
                mask |= order.precedes(other, call) ? 1L << other : 0;
            }
            before.add(mask);
        }
    }

    public List<C> calls() {
        return calls;
    }

    /** Calls, as bits, that had returned before this one began. */
    long before(int call) {
        return before.get(call);
    }

    /** Whether two calls ran at the same time, at least in part. */
    public boolean overlap(int one, int other) {
        return one != other && (before.get(one) & 1L << other) == 0 && (before.get(other) & 1L << one) == 0;
    }

    /** What came before what. */
    @FunctionalInterface
    public interface Order {
        /** Whether the first call had returned before the second began. */
        boolean precedes(int first, int second);
    }
}
