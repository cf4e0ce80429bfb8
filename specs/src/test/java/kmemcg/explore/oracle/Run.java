package kmemcg.explore.oracle;

import java.util.List;
import java.util.stream.IntStream;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A run so far: where each thread is, what its operations returned, and what memory, RCU and the object have become.
 *
 * @param next for each thread, the index of its next operation
 * @param results for each thread, what its operations returned, in program order
 */
record Run(
        PVector<Integer> next, PVector<PVector<Long>> results, History history, GracePeriods rcu, ObjectLife object) {
    static Run start(int threads) {
        Run run = new Run(TreePVector.empty(), TreePVector.empty(), History.EMPTY, GracePeriods.NONE, ObjectLife.BORN);
        for (int thread = 0; thread < threads; thread++) {
            run = run.plusThread();
        }
        return run;
    }

    private Run plusThread() {
        return new Run(next.plus(0), results.plus(TreePVector.empty()), history, rcu, object);
    }

    List<EventId> nextEvents() {
        return IntStream.range(0, next.size())
                .mapToObj(thread -> new EventId(thread, next.get(thread)))
                .toList();
    }

    Run jump(int thread, int index) {
        return new Run(next.with(thread, index), results, history, rcu, object);
    }

    Run returns(int thread, long value) {
        return new Run(next, results.with(thread, results.get(thread).plus(value)), history, rcu, object);
    }

    Run with(History newer) {
        return new Run(next, results, newer, rcu, object);
    }

    Run with(GracePeriods newer) {
        return new Run(next, results, history, newer, object);
    }

    Run with(ObjectLife newer) {
        return new Run(next, results, history, rcu, newer);
    }
}
