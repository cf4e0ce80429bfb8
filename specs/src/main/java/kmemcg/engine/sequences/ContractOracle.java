package kmemcg.engine.sequences;

import java.util.List;
import kmemcg.engine.WrongAnswer;
import kmemcg.machine.Finding;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import kmemcg.program.Result;
import kmemcg.program.Segment;
import kmemcg.property.SequentialSpec;
import kmemcg.property.State;
import kmemcg.property.contract.Call;

/** Holds answers against a contract, which may allow several and then keeps all that may be true since. */
final class ContractOracle<S> implements Oracle {
    private final SequentialSpec<S, Call> contract;
    private final Program program;
    private List<S> possible;

    ContractOracle(SequentialSpec<S, Call> contract, Program program) {
        this.contract = contract;
        this.program = program;
        this.possible = List.of(contract.initial());
    }

    @Override
    public List<Finding> judge(Phase phase, int segment, Operation operation, Result seen, State state) {
        List<Segment> segments = program.segments(phase);
        String thread = phase.label(segment, segments.size());
        Call call = new Call(thread, segments.get(segment).group(), operation, seen);
        possible = possible.stream()
                .flatMap(known -> contract.after(known, call, List.of()).stream())
                .distinct()
                .toList();
        return possible.isEmpty() ? List.of(forbidden(operation, seen)) : List.of();
    }

    private static Finding forbidden(Operation operation, Result seen) {
        String message = "%s -> %s: the contract does not allow it here".formatted(operation, seen);
        return new Finding(WrongAnswer.breaks(operation, seen), "wrong answer", message);
    }
}
