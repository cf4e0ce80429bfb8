package kmemcg.engine.sequences;

import java.util.List;
import kmemcg.machine.Finding;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import kmemcg.program.Result;
import kmemcg.property.State;
import kmemcg.property.promises.Promises;

/** Knows what operations must answer if they run one at a time; follows one run of a program. */
interface Oracle {
    /**
     * Takes the next operation; what is wrong with what it answered and left behind.
     *
     * @param segment of the phase, from 0
     * @param state after it
     */
    List<Finding> judge(Phase phase, int segment, Operation operation, Result seen, State state);

    /** The design's reference model, or where there is none, its contract. */
    static Oracle of(Promises promises, Program program) {
        return promises.reference(program)
                .<Oracle>map(model -> new ModelOracle(model, program))
                .orElseGet(() -> new ContractOracle<>(promises.contract(program), program));
    }
}
