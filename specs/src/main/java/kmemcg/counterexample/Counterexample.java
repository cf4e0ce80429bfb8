package kmemcg.counterexample;

import kmemcg.engine.Violation;
import org.jspecify.annotations.Nullable;

/**
 * How something broke, and what is needed to see it again.
 *
 * @param own a user's own design that runs programs of the design and was looked at, null if none was
 * @param bug the historical bug that was looked at, null if none was
 * @param engine the name of the engine that found it
 * @param seed the engine's
 * @param violation program, findings, steps
 */
public record Counterexample(
        @Nullable String own, @Nullable String bug, String engine, long seed, Violation violation) {
    public Counterexample {
        Form.requireName(engine);
        if (own != null) {
            Form.requireName(own);
        }
        if (bug != null) {
            Form.requireName(bug);
        }
        if (own != null && bug != null) {
            throw new IllegalArgumentException("%s is no bug of a user's own design %s".formatted(bug, own));
        }
    }

    /** One of a design of the catalogue, or of its bug if there is one. */
    public Counterexample(@Nullable String bug, String engine, long seed, Violation violation) {
        this(null, bug, engine, seed, violation);
    }

    /** The name of the design that the program is written for. */
    public String design() {
        return violation.program().design();
    }

    /** The name of what was looked at: the user's own design or the bug if there is one, else the design. */
    public String subject() {
        if (own != null) {
            return own;
        }
        return bug == null ? design() : bug;
    }

    /** The name of its file, without a folder: one for each subject and engine. */
    public String fileName() {
        return "%s-%s.txt".formatted(subject(), engine);
    }
}
