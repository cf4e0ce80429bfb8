package kmemcg.counterexample;

import kmemcg.engine.Violation;
import org.jspecify.annotations.Nullable;

/**
 * How something broke, and what is needed to see it again.
 *
 * @param bug the historical bug that was looked at, null if it was the design itself
 * @param engine the name of the engine that found it
 * @param seed the engine's
 * @param violation program, findings, steps
 */
public record Counterexample(@Nullable String bug, String engine, long seed, Violation violation) {
    public Counterexample {
        Form.requireName(engine);
        if (bug != null) {
            Form.requireName(bug);
        }
    }

    /** The name of the design that the program is written for. */
    public String design() {
        return violation.program().design();
    }

    /** The name of what was looked at: the bug if there is one, else the design. */
    public String subject() {
        return bug == null ? design() : bug;
    }

    /** The name of its file, without a folder: one for each subject and engine. */
    public String fileName() {
        return "%s-%s.txt".formatted(subject(), engine);
    }
}
