package kmemcg.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.campaign.Repetition.Kind;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleReader;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import kmemcg.engine.Engine;
import kmemcg.engine.Engines;
import kmemcg.engine.Monitor;
import kmemcg.engine.Retraced;
import kmemcg.engine.Retracing;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.engine.Walks;
import kmemcg.explore.Difference;
import kmemcg.input.InputError;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import kmemcg.program.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Does a counterexample still fail? Its program runs on its design or bug, with its engine, seed and memory model. Whatever the file names
 * must still be there, and what fails must be what failed then: where not, the file is stale, and nothing is guessed.
 */
public final class Replay {
    private static final Duration TIME = Duration.ofMinutes(1);

    private static final String NOWHERE =
            "every step is as recorded, and then threads wait for what only other executions let them have";

    private final Inventory inventory;
    private final Engines engines;
    private final Watcher watcher;

    public Replay(Inventory inventory, Engines engines, Watcher watcher) {
        this.inventory = inventory;
        this.engines = engines;
        this.watcher = watcher;
    }

    /** The command that repeats a subject's counterexample in a file; empty if there is none. */
    public static String command(@Nullable Path file, Subject subject) {
        return file == null ? "" : "kmemcg replay " + file + subject.arguments();
    }

    /** Repeats the counterexample in a file. */
    public Repetition of(Path file) {
        try {
            return of(CounterexampleReader.read(file));
        } catch (InputError unreadable) {
            return new Repetition(Kind.UNREADABLE, String.valueOf(unreadable.getMessage()));
        } catch (RuntimeException | Error failed) {
            return new Repetition(Kind.TOOL_ERROR, failed.toString());
        }
    }

    /** Repeats a counterexample. */
    public Repetition of(Counterexample counterexample) {
        Optional<Subject> subject = inventory.find(counterexample.design(), counterexample.subject());
        if (subject.isEmpty()) {
            return stale(nothingThere(counterexample));
        }
        Optional<Engine> engine = engines.find(counterexample.engine());
        if (engine.isEmpty()) {
            return stale("there is no engine %s any more".formatted(counterexample.engine()));
        }
        String foreign = foreignOperation(counterexample.violation().program());
        return foreign == null ? repeat(counterexample, subject.get(), engine.get()) : stale(foreign);
    }

    private static Repetition stale(String where) {
        return new Repetition(Kind.STALE, where);
    }

    private static String nothingThere(Counterexample counterexample) {
        String gone = counterexample.bug() == null
                ? "there is no design %s any more".formatted(counterexample.subject())
                : "the design %s has no bug %s any more".formatted(counterexample.design(), counterexample.bug());
        return gone + "; if it is a class of your own, name it with --classpath and --design";
    }

    /** The first operation in a word that the design does not have; null if there is none. */
    private @Nullable String foreignOperation(Program program) {
        Vocabulary vocabulary = inventory.vocabularies().getOrDefault(program.design(), Vocabulary.of(Set.of()));
        return Stream.of(Phase.values())
                .flatMap(phase -> labelled(phase, program.segments(phase)))
                .filter(operation -> !vocabulary.has(operation.verb))
                .map(operation -> "%s: the design %s has no %s any more"
                        .formatted(operation.place, program.design(), operation.verb.word()))
                .findFirst()
                .orElse(null);
    }

    private static Stream<Placed> labelled(Phase phase, List<Segment> segments) {
        return IntStream.range(0, segments.size())
                .boxed()
                .flatMap(index -> labelled(
                        phase.label(index, segments.size()), segments.get(index).operations()));
    }

    private static Stream<Placed> labelled(String segment, List<Operation> operations) {
        return IntStream.range(0, operations.size())
                .mapToObj(at -> new Placed(
                        "%s, operation %d".formatted(segment, at + 1),
                        operations.get(at).verb()));
    }

    private record Placed(String place, Verb verb) {}

    private Repetition repeat(Counterexample recorded, Subject subject, Engine engine) {
        Violation then = recorded.violation();
        Monitor monitor = new Monitor(watcher::wantsEnd);
        watcher.begins(subject.name(), engine.name(), TIME, monitor);
        if (engine instanceof Retracing retracing && !then.recorded().isEmpty()) {
            return retraced(then, retracing.retrace(subject, then));
        }
        Search search = Search.again(then.program(), recorded.seed(), TIME)
                .under(then.memory())
                .watchedBy(monitor);
        Verdict verdict = walked(then, subject, engine, search);
        return switch (verdict.outcome()) {
            case VIOLATED -> searched(then, violationOf(verdict));
            case HOLDS -> new Repetition(Kind.NO_LONGER_FAILS, engine.name() + " found nothing");
            case BOUNDED -> new Repetition(Kind.UNDECIDED, verdict.note());
            case TOOL_ERROR -> new Repetition(Kind.TOOL_ERROR, verdict.note());
        };
    }

    private static Repetition searched(Violation then, Violation now) {
        Repetition bare = compared(then.broken(), now.broken());
        boolean isSame = bare.kind() == Kind.STILL_FAILS && now.program().equals(then.program());
        return isSame ? new Repetition(bare.kind(), bare.detail(), now.everyStep()) : bare;
    }

    private static Repetition retraced(Violation then, Retraced now) {
        Difference difference = now.way().difference();
        if (!now.findings().isEmpty()) {
            Repetition bare = compared(then.broken(), broken(now.findings()));
            String otherwise = difference == null ? "" : "; first difference at " + told(difference);
            return new Repetition(bare.kind(), bare.detail() + otherwise, now.recorded());
        }
        return now.way().toTheEnd() ? passing(difference) : stale(difference == null ? NOWHERE : told(difference));
    }

    private static Repetition passing(@Nullable Difference difference) {
        String detail = difference == null
                ? "every step is as recorded, and nothing breaks"
                : "nothing breaks; first difference at " + told(difference);
        return new Repetition(Kind.NO_LONGER_FAILS, detail);
    }

    private static String told(Difference difference) {
        return "step %d: expected '%s', the model now does '%s'"
                .formatted(difference.step(), difference.then(), difference.now());
    }

    private static Set<Invariant> broken(List<Finding> findings) {
        return findings.stream().map(Finding::broken).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** By the walk that failed then, if it was one; and if that does not fail any more, by everything that there is. */
    private static Verdict walked(Violation then, Subject subject, Engine engine, Search search) {
        if (then.walk() != 0) {
            Verdict verdict = Attempt.run(engine, subject, search.by(new Walks(then.walk(), 1)));
            if (verdict.outcome() == Outcome.VIOLATED) {
                return verdict;
            }
        }
        return Attempt.run(engine, subject, search);
    }

    private static Violation violationOf(Verdict verdict) {
        Violation violation = verdict.violation();
        if (violation == null) {
            throw new IllegalArgumentException("an attempt was not audited");
        }
        return violation;
    }

    private static Repetition compared(Set<Invariant> then, Set<Invariant> now) {
        return Collections.disjoint(then, now)
                ? stale("fails otherwise: breaks %s, not %s as recorded".formatted(list(now), list(then)))
                : new Repetition(Kind.STILL_FAILS, "breaks " + list(now));
    }

    private static String list(Set<Invariant> invariants) {
        return invariants.stream().map(Invariant::name).collect(Collectors.joining(", "));
    }
}
