package kmemcg.engine.sequences;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kmemcg.design.Verb;
import kmemcg.machine.Finding;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import kmemcg.program.Result;
import kmemcg.property.State;
import kmemcg.property.reference.Actor;
import kmemcg.property.reference.ReferenceModel;

/** Compares answers and accounts with a reference model: one right answer to everything. */
final class ModelOracle implements Oracle {
    private final ReferenceModel model;
    private final Map<Phase, List<Actor>> actors = new EnumMap<>(Phase.class);

    ModelOracle(ReferenceModel model, Program program) {
        this.model = model;
        for (Phase phase : Phase.values()) {
            actors.put(
                    phase,
                    program.segments(phase).stream()
                            .map(segment -> model.actor(segment.cpu(), segment.group()))
                            .toList());
        }
    }

    @Override
    public List<Finding> judge(Phase phase, int segment, Operation operation, Result seen, State state) {
        Actor actor = actors.getOrDefault(phase, List.of()).get(segment);
        Result expected = model.run(actor, operation);
        List<Finding> findings = new ArrayList<>(Comparison.ofResults(operation, expected, seen));
        findings.addAll(Comparison.ofAccounts(model.accounts(), Observed.accounts(state)));
        if (operation.verb() == Verb.SETTLE) {
            findings.addAll(Comparison.ofGroups(model.groups(), Observed.groups(state)));
        }
        return findings;
    }
}
