package kmemcg.engine.sequences;

import kmemcg.engine.Engine;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.machine.jvm.MachineLimit;

/**
 * Does a design account for every operation as the kernel's contract says, if operations run one at a time? Long random
 * programs, or given ones in every order of whole operations, run on the sequential machine beside the design's reference model
 * ({@link kmemcg.property.reference.ReferenceModel}), or where it has none, beside its contract. The invariants are checked after every operation and, for a sample of
 * the programs, after every write. A failing program is made 1-minimal.
 *
 * <p>What it cannot find: whatever needs two operations to overlap. A failing random program is found anew from its seed.
 */
public final class SequencesEngine implements Engine {
    /** Programs at effort 1.0. */
    static final int PROGRAMS = 5_000;

    @Override
    public String name() {
        return "sequences";
    }

    @Override
    public String explanation() {
        return "random sequential programs beside a reference model (jqwik): what goes wrong without any concurrency";
    }

    /** It has thousands of programs to go through. */
    @Override
    public int partsOfTime() {
        return 4;
    }

    @Override
    public Verdict check(Subject subject, Search search) {
        Hunt hunt = new Hunt(subject, search);
        try {
            if (search.isDirected()) {
                hunt.given(search.fixed());
            } else {
                hunt.generated(search.seed(), Math.max(1, Math.round(PROGRAMS * search.effort())));
            }
            return hunt.verdict();
        } catch (RuntimeException | MachineLimit e) {
            return hunt.verdict(Outcome.TOOL_ERROR, e.toString());
        }
    }
}
