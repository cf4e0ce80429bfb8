package kmemcg.engine.sequences;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.TestBed;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.Minimiser;
import kmemcg.program.Minimiser.Minimised;
import kmemcg.program.Program;
import kmemcg.program.generate.JqwikGenerator;
import org.jspecify.annotations.Nullable;

/** One search: tries programs until one fails, all are through or the time is up, and knows what came of it. */
final class Hunt {
    /** One generated program in so many is inspected after every write, which costs half as much again as all else. */
    private static final int SAMPLE = 4;

    /** When the clock ends a random search, one part in so many of its plan is enough to say that nothing was found. */
    private static final int PART = 10;

    private static final String NO_MODEL = "answers judged by the contract only: the design has no reference model";

    private final Subject subject;
    private final Search search;
    private final long start = System.nanoTime();
    private long tries;
    private long enough = Long.MAX_VALUE;
    private boolean timeIsUp;
    private boolean judgedByContract;
    private String note = "";
    private @Nullable Violation violation;

    Hunt(Subject subject, Search search) {
        this.subject = subject;
        this.search = search;
    }

    /** Tries given programs, each in every order of its operations, inspecting every write. */
    void given(List<Program> programs) {
        for (Program program : programs) {
            if (violation == null && goOn()) {
                Orders orders = Orders.of(program);
                if (!orders.complete()) {
                    note = "threads one after the other only, where there are more than %d orders"
                            .formatted(Orders.MOST);
                }
                tryOut(program, orders, true);
            }
        }
    }

    /** Tries so many random programs. */
    void generated(long seed, long planned) {
        enough = (planned + PART - 1) / PART;
        note = "seed " + seed;
        JqwikGenerator.sequences(subject.design(), subject.vocabulary()).generate(seed, sample -> {
            tryOut(sample.program(), Orders.of(sample.program()), tries % SAMPLE == 0);
            return violation == null && tries < planned && goOn();
        });
        if (timeIsUp) {
            note = "seed %d, time was up after %d of %d programs".formatted(seed, tries, planned);
        }
    }

    /** Whether somebody has written down what the subject's design must answer exactly. */
    private boolean hasModel(Program program) {
        return subject.promises().reference(program).isPresent();
    }

    private void tryOut(Program program, Orders orders, boolean everyWrite) {
        for (List<Turn> order : orders.all()) {
            if (!goOn()) {
                return;
            }
            judgedByContract = tries++ == 0 ? !hasModel(program) : judgedByContract;
            violation = Trial.of(subject, program, order, everyWrite);
            if (violation != null) {
                shrink(violation, everyWrite);
                return;
            }
        }
    }

    /**
     * To a smaller program that breaks the same invariant first. Expectations are of the program as it was written: they are
     * dropped, or if one of them is what is broken, the program stays as it is.
     */
    private void shrink(Violation found, boolean everyWrite) {
        Finding first = found.findings().get(0);
        Invariant broken = first.broken();
        if (first.kind().equals(TestBed.EXPECTATION_NOT_MET)) {
            violation = watched(found.program(), broken, everyWrite);
            return;
        }
        Minimised small = Minimiser.minimise(
                found.program().withoutExpectations(),
                program -> breaking(program, broken, everyWrite) != null,
                this::goOn);
        violation = watched(small.program(), broken, everyWrite);
        note = small.isMinimal() ? note : note + ", not shrunk to the end: time was up";
    }

    private @Nullable Violation breaking(Program program, Invariant broken, boolean everyWrite) {
        return breaking(program, broken, order -> Trial.of(subject, program, order, everyWrite));
    }

    private static @Nullable Violation breaking(
            Program program, Invariant broken, Function<List<Turn>, @Nullable Violation> trial) {
        for (List<Turn> order : Orders.of(program).all()) {
            Violation now = trial.apply(order);
            if (now != null && now.findings().get(0).broken() == broken) {
                return now;
            }
        }
        return null;
    }

    private @Nullable Violation watched(Program program, Invariant broken, boolean everyWrite) {
        return breaking(program, broken, order -> Trial.watched(subject, program, order, everyWrite));
    }

    private boolean goOn() {
        timeIsUp |= search.isOver(elapsed(), tries >= enough);
        return !timeIsUp;
    }

    Verdict verdict() {
        if (violation != null) {
            return verdict(Outcome.VIOLATED, note);
        }
        return verdict(timeIsUp && tries < enough ? Outcome.BOUNDED : Outcome.HOLDS, note);
    }

    Verdict verdict(Outcome outcome, String remark) {
        String remarks = Stream.of(remark, judgedByContract ? NO_MODEL : "")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return new Verdict("sequences", outcome, tries, "sequences", elapsed(), violation, remarks);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
