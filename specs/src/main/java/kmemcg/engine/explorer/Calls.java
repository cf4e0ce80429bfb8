package kmemcg.engine.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kmemcg.engine.WrongAnswer;
import kmemcg.explore.Execution;
import kmemcg.machine.Finding;
import kmemcg.property.History;
import kmemcg.property.Linearizability;
import kmemcg.property.contract.AccountingSpec;
import kmemcg.property.contract.Call;

/**
 * The operations of one execution with their answers, and which of them came before which: one operation comes before another if
 * all that it did happens before all that the other did ({@link Answered#entry} has the case of one that did nothing).
 */
final class Calls {
    private final AccountingSpec contract;
    private final List<Call> calls = new ArrayList<>();

    /** For each call those that came before it, as bits; operations before the threads, which nothing overlaps, first. */
    private final List<Long> earlier = new ArrayList<>();

    Calls(AccountingSpec contract, List<Answered> before, List<List<Answered>> threads, Execution execution) {
        this.contract = contract;
        for (Answered answered : before) {
            append(answered);
        }
        List<Place> places = new ArrayList<>();
        for (int thread = 0; thread < threads.size(); thread++) {
            for (int index = 0; index < threads.get(thread).size(); index++) {
                places.add(new Place(thread, index, threads.get(thread).get(index)));
            }
        }
        int first = calls.size();
        for (Place place : places) {
            long mask = (1L << first) - 1;
            for (int other = 0; other < places.size(); other++) {
                mask |= places.get(other).precedes(place, execution) ? 1L << (first + other) : 0;
            }
            add(place.answered, mask);
        }
    }

    private void add(Answered answered, long mask) {
        calls.add(call(answered));
        earlier.add(mask);
    }

    private static Call call(Answered answered) {
        return new Call(answered.thread(), answered.home(), answered.operation(), answered.result());
    }

    private void append(Answered answered) {
        calls.add(call(answered));
        earlier.add((1L << (calls.size() - 1)) - 1);
    }

    /** Equal for executions whose operations answered the same in the same order. */
    String key() {
        return calls + " " + earlier;
    }

    /** What no order of the operations explains; empty if one does, or if there are more than a history holds. */
    Optional<Finding> unexplained(List<Answered> after) {
        for (Answered answered : after) {
            append(answered);
        }
        if (calls.size() > Long.SIZE) {
            return Optional.empty();
        }
        History<Call> history = new History<>(calls, (first, second) -> (earlier.get(second) >>> first & 1) != 0);
        return Linearizability.blame(history, contract).map(Calls::finding);
    }

    private static Finding finding(Call call) {
        return new Finding(
                WrongAnswer.breaks(call.operation(), call.result()),
                "not linearizable",
                "%s: %s -> %s fits into no order of the operations"
                        .formatted(call.thread(), call.operation(), call.result()));
    }

    private record Place(int thread, int index, Answered answered) {
        boolean precedes(Place other, Execution execution) {
            return thread == other.thread
                    ? index < other.index
                    : execution.precedes(thread, answered.end(), other.thread, other.answered.entry());
        }
    }
}
