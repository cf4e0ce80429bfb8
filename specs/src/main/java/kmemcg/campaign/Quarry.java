package kmemcg.campaign;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.engine.Subject;
import kmemcg.engine.Violation;
import kmemcg.machine.Invariant;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;

/**
 * A historical bug to hunt.
 *
 * @param expected the invariants of which it must break one
 * @param scenario its smallest program
 */
public record Quarry(Subject subject, Set<Invariant> expected, Program scenario) {
    /** A bug of the catalogue. */
    public static Quarry of(HistoricalBug bug) {
        Program scenario = ProgramParser.parse("the scenario of " + bug.name(), bug.scenario());
        return new Quarry(Inventory.subject(bug), bug.breaks(), scenario);
    }

    /** Whether a violation is the one that the bug must show. What breaks besides an expected invariant does not matter. */
    boolean explains(Violation violation) {
        return violation.broken().stream().anyMatch(expected::contains);
    }
}
