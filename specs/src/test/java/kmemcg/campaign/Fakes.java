package kmemcg.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.Samples;
import kmemcg.design.DesignEntry;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.engine.Engine;
import kmemcg.engine.Monitor;
import kmemcg.engine.Retraced;
import kmemcg.engine.Retracing;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;

/** Engines that answer as they are told, and a small catalogue. */
public final class Fakes {
    /** A watcher who looks away and lets everything go on. */
    public static final Watcher NOBODY = new FakeWatcher(new ArrayList<>(), () -> false);

    private Fakes() {}

    /** A watcher who notes which engines begin, and ends the campaign if that is asked for. */
    public record FakeWatcher(List<String> begun, BooleanSupplier isToEnd) implements Watcher {
        @Override
        public void begins(String subject, String engine, Duration atMost, Monitor monitor) {
            begun.add(engine);
        }

        @Override
        public void found(Subject subject, Counterexample counterexample, Path file) {}

        @Override
        public boolean wantsEnd() {
            return isToEnd.getAsBoolean();
        }
    }

    /** An engine with a name and its answer. */
    public record FakeEngine(String name, BiFunction<Subject, Search, Verdict> answer) implements Engine {
        @Override
        public String explanation() {
            return "answers as it is told";
        }

        @Override
        public Verdict check(Subject subject, Search search) {
            return answer.apply(subject, search);
        }
    }

    /** An engine that goes through counterexamples, and says what became of them. */
    public record FakeRetracer(String name, Retraced answer) implements Retracing {
        @Override
        public String explanation() {
            return "repeats its steps";
        }

        @Override
        public Verdict check(Subject subject, Search search) {
            throw new AssertionError("nobody asked for a search");
        }

        @Override
        public Retraced retrace(Subject subject, Violation then) {
            return answer;
        }
    }

    /** An engine that always says the same. */
    public static Engine always(Verdict verdict) {
        return new FakeEngine(verdict.engine(), (subject, search) -> verdict);
    }

    /** An engine that finds this with the scenario, and without it nothing. */
    public static Engine onlyDirected(Verdict verdict) {
        return new FakeEngine(
                verdict.engine(), (subject, search) -> search.isDirected() ? verdict : holds(verdict.engine(), 1_000));
    }

    /** An engine with tests of its own that fail. */
    public static Engine withoutPrograms(String name) {
        return new Engine() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String explanation() {
                return "runs no programs";
            }

            @Override
            public boolean runsPrograms() {
                return false;
            }

            @Override
            public Verdict check(Subject subject, Search search) {
                Duration elapsed = Duration.ofMillis(1_500);
                return new Verdict(name, Outcome.VIOLATED, 5, "samples", elapsed, null, "DoublePut: 0, 0");
            }
        };
    }

    /** An engine that throws. */
    public static Engine broken(String name) {
        return new FakeEngine(name, (subject, search) -> {
            throw new IllegalStateException("out of luck");
        });
    }

    public static Verdict holds(String engine, long tries) {
        return verdict(engine, Outcome.HOLDS, tries, "");
    }

    public static Verdict bounded(String engine) {
        return verdict(engine, Outcome.BOUNDED, 3, "only 3 of 100 programs in time");
    }

    private static Verdict verdict(String engine, Outcome outcome, long tries, String note) {
        return new Verdict(engine, outcome, tries, "programs", Duration.ofMillis(1_500), null, note);
    }

    /** A violation of one invariant. */
    public static Verdict breaks(String engine, Invariant invariant) {
        Duration elapsed = Duration.ofMillis(250);
        return new Verdict(engine, Outcome.VIOLATED, 17, "programs", elapsed, violation(invariant), "");
    }

    /** A counterexample with one step. */
    static Violation violation(Invariant invariant) {
        Finding finding = new Finding(invariant, "kind", "message");
        return new Violation(
                Samples.program(), List.of(finding), List.of("T1 o = alloc dentry -> ok", "broken: " + invariant));
    }

    /** One design and two bugs; the first must break BOUNDS or ONE_CHARGE, the second REFERENCES. */
    public static Inventory inventory() {
        DesignEntry objcg = new DesignEntry(
                "objcg", "owners of objects", List.of("Linux 6.1"), Set.of(Invariant.BOUNDS), ObjcgDesign::new);
        return new Inventory(
                List.of(objcg),
                List.of(
                        bug("bug-a", 2020, Set.of(Invariant.BOUNDS, Invariant.ONE_CHARGE)),
                        bug("bug-b", 2021, Set.of(Invariant.REFERENCES))));
    }

    private static HistoricalBug bug(String name, int year, Set<Invariant> breaks) {
        return new HistoricalBug(
                name,
                "objcg",
                Origin.verified("123456789abc", "mm: a cure", "5.9 to 5.10", year),
                "T1 does this.\nT2 does that.",
                breaks,
                Samples.program().toString(),
                false,
                ObjcgDesign::new);
    }
}
