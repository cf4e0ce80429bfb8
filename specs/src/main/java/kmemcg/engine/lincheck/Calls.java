package kmemcg.engine.lincheck;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import kmemcg.engine.WrongAnswer;
import kmemcg.machine.Finding;
import kmemcg.program.Result;
import kmemcg.property.History;
import kmemcg.property.Linearizability;
import kmemcg.property.contract.AccountingSpec;
import kmemcg.property.contract.Call;

/** The operations of one run with their answers, and which of them ran beside which. */
final class Calls {
    private final AtomicInteger clock = new AtomicInteger();
    private final ConcurrentLinkedQueue<Timed> done = new ConcurrentLinkedQueue<>();

    /** An operation begins; to be given back when it ends. */
    int begins() {
        return clock.incrementAndGet();
    }

    /** An operation that began then has ended. */
    void ended(int begin, Call call) {
        done.add(new Timed(call, begin, clock.incrementAndGet()));
    }

    /** What no order of the operations explains; empty if one does, or if there are more than a history holds. */
    Optional<Finding> unexplained(AccountingSpec contract) {
        List<Timed> calls = List.copyOf(done);
        if (calls.size() > Long.SIZE) {
            return Optional.empty();
        }
        History<Call> history = new History<>(
                calls.stream().map(Timed::call).toList(),
                (first, second) -> calls.get(first).end() < calls.get(second).begin());
        return Linearizability.blame(history, contract).map(Calls::finding);
    }

    private static Finding finding(Call call) {
        Result answer = call.result();
        String message =
                "%s: %s -> %s fits into no order of the operations".formatted(call.thread(), call.operation(), answer);
        return new Finding(WrongAnswer.breaks(call.operation(), answer), "not linearizable", message);
    }

    private record Timed(Call call, int begin, int end) {}
}
