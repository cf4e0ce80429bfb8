package kmemcg.engine.lincheck;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import kmemcg.engine.Subject;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.program.Minimiser;
import kmemcg.program.Minimiser.Minimised;
import kmemcg.program.Program;
import org.jspecify.annotations.Nullable;

/** Makes a failing program 1-minimal by model checking, whatever strategy found it, and writes down how it fails. */
final class Shrinking {
    /** Runs in which a program of real threads must fail again under model checking. */
    private static final int CONFIRMING = 2_000;

    private static final int FEWEST = 50;
    private static final int MOST = 500;

    private final Subject subject;
    private final Failure found;
    private final BooleanSupplier timeIsUp;
    private String note = "";

    Shrinking(Subject subject, Failure found, BooleanSupplier timeIsUp) {
        this.subject = subject;
        this.found = found;
        this.timeIsUp = timeIsUp;
    }

    Violation violation() {
        Failure failure = found.trial().strategy() == Strategy.MODEL_CHECKING ? found : confirmed();
        if (failure == null) {
            note = "seen on real threads only: no interleaving of the first %d fails".formatted(CONFIRMING);
            return new Violation(found.trial().program(), found.findings(), List.of());
        }
        int runs = (int) Math.max(FEWEST, Math.min(MOST, 2 * failure.trial().runs()));
        Minimised small = Minimiser.minimise(
                failure.trial().program(),
                program -> isSame(failure, check(program, runs)),
                () -> !timeIsUp.getAsBoolean());
        note = small.isMinimal() ? "" : "not shrunk to the end: time was up";
        return recorded(small.program(), failure);
    }

    /** What there is to say beside the violation. */
    String note() {
        return note;
    }

    private @Nullable Failure confirmed() {
        return check(found.trial().program(), CONFIRMING);
    }

    private @Nullable Failure check(Program program, int runs) {
        if (program.threads().isEmpty()) {
            return null; // Lincheck wants threads; what fails without any is for the sequences engine
        }
        try {
            return Lincheck.check(List.of(Trial.of(subject, program, Strategy.MODEL_CHECKING, timeIsUp)), runs);
        } catch (Trial.TimeIsUp over) {
            return null;
        }
    }

    private static boolean isSame(Failure failure, @Nullable Failure other) {
        Finding finding = failure.findings().get(0);
        return other != null
                && other.findings().stream()
                        .anyMatch(found -> found.broken() == finding.broken()
                                && found.kind().equals(finding.kind()));
    }

    /** Once more, the same way, with pen and paper; as often as it may have taken to fail at all. */
    private Violation recorded(Program program, Failure failure) {
        int runs = (int) Math.max(MOST, failure.trial().runs());
        Failure again = Lincheck.check(List.of(Trial.recorded(subject, program)), runs);
        if (again == null) {
            throw new IllegalStateException("a program that failed does not fail again:\n" + program);
        }
        List<String> steps = new ArrayList<>(again.trial().last().steps());
        again.findings().forEach(finding -> steps.add("broken: " + finding));
        return new Violation(program, again.findings(), steps);
    }
}
