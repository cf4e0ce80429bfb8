package kmemcg.engine.lincheck;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import kmemcg.design.Verb;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.Program;
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
    Optional<Finding> unexplained(Program program) {
        List<Timed> calls = List.copyOf(done);
        if (calls.size() > Long.SIZE) {
            return Optional.empty();
        }
        History<Call> history = new History<>(
                calls.stream().map(Timed::call).toList(),
                (first, second) -> calls.get(first).end() < calls.get(second).begin());
        return Linearizability.blame(history, new AccountingSpec(program)).map(Calls::finding);
    }

    private static Finding finding(Call call) {
        Result answer = call.result();
        String message =
                "%s: %s -> %s fits into no order of the operations".formatted(call.thread(), call.operation(), answer);
        return new Finding(broken(call.operation().verb()), "not linearizable", message);
    }

    private static Invariant broken(Verb verb) {
        return switch (verb) {
            case ALLOC, LIMIT -> Invariant.BOUNDS;
            case USAGE -> Invariant.CONSERVATION;
            case FREE, BULK_FREE -> Invariant.ONE_CHARGE;
            case LRU_ADD, LRU_DEL -> Invariant.LIST_MEMBERSHIP;
            case SHRINK -> Invariant.RECLAIM_REACHABILITY;
            case CREATE_CACHE, DESTROY_CACHE -> Invariant.CACHE_REGISTRY;
            default -> Invariant.PROGRESS;
        };
    }

    private record Timed(Call call, int begin, int end) {}
}
