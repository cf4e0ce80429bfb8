package kmemcg.engine.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kmemcg.engine.WrongAnswer;
import kmemcg.explore.Execution;
import kmemcg.explore.Fingerprint;
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
    private final List<Answered> all;

    /** How many came before the threads, which nothing overlaps. */
    private final int first;

    /** How many there were when the threads had ended. */
    private final int end;

    /** For each call of the threads those that came before it, as bits. */
    private final long[] earlier;

    Calls(AccountingSpec contract, List<Answered> before, List<List<Answered>> threads, Execution execution) {
        this.contract = contract;
        this.all = new ArrayList<>(before);
        this.first = all.size();
        threads.forEach(all::addAll);
        this.end = all.size();
        this.earlier = new long[end - first];
        order(threads, execution);
    }

    private void order(List<List<Answered>> threads, Execution execution) {
        List<Place> places = new ArrayList<>();
        for (int thread = 0; thread < threads.size(); thread++) {
            for (Answered answered : threads.get(thread)) {
                places.add(Place.of(thread, places.size(), answered, execution));
            }
        }
        for (int later = 0; later < earlier.length; later++) {
            earlier[later] = (1L << first) - 1;
            for (int other = 0; other < earlier.length; other++) {
                boolean precedes = places.get(other).precedes(places.get(later), execution);
                earlier[later] |= precedes ? 1L << (first + other) : 0;
            }
        }
    }

    /** Adds what the threads' operations answered, and in which order they were. */
    void addTo(Fingerprint print) {
        for (int call = 0; call < earlier.length; call++) {
            Answered answered = all.get(first + call);
            print.add(answered.result().text());
            print.add(String.valueOf(answered.group()));
            print.add(earlier[call]);
        }
    }

    /** What no order of the operations explains; empty if one does, or if there are more than a history holds. */
    Optional<Finding> unexplained(List<Answered> after) {
        all.addAll(after);
        if (all.size() > Long.SIZE) {
            return Optional.empty();
        }
        List<Call> calls = all.stream().map(Answered::call).toList();
        History<Call> history = new History<>(calls, this::precedes);
        return Linearizability.blame(history, contract).map(Calls::finding);
    }

    private boolean precedes(int call, int later) {
        boolean isOfThreads = later >= first && later < end;
        return isOfThreads ? (earlier[later - first] >>> call & 1) != 0 : call < later;
    }

    private static Finding finding(Call call) {
        return new Finding(
                WrongAnswer.breaks(call.operation(), call.result()),
                "not linearizable",
                "%s: %s -> %s fits into no order of the operations"
                        .formatted(call.thread(), call.operation(), call.result()));
    }

    /**
     * Where an operation is.
     *
     * @param begin the event at its entry; -1 if there is none
     * @param end its thread's last event before its end; -1 if there is none
     */
    private record Place(int thread, int index, int begin, int end) {
        static Place of(int thread, int index, Answered answered, Execution execution) {
            return new Place(
                    thread,
                    index,
                    execution.event(thread, answered.entry()),
                    execution.event(thread, answered.end() - 1));
        }

        boolean precedes(Place other, Execution execution) {
            return thread == other.thread ? index < other.index : execution.happensBefore(end, other.begin);
        }
    }
}
