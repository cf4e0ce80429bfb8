package kmemcg.report.export;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kmemcg.counterexample.Counterexample;
import kmemcg.input.InputError;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.Segment;

/**
 * A JCStress test: the threads of the program are its actors, on real threads, and the validator its arbiter. What needs a certain order of
 * a few steps is seldom seen there, so such a test says something by failing only.
 */
final class JcstressExport {
    /** So many actors a test of JCStress may have. */
    private static final int MOST_ACTORS = 4;

    private JcstressExport() {}

    static String className(Counterexample counterexample) {
        return Source.className(counterexample, "Race");
    }

    /** @throws InputError if the program is no race, or would not end on real threads */
    static void require(Counterexample counterexample) {
        int threads = counterexample.violation().program().threads().size();
        if (threads < 2 || threads > MOST_ACTORS) {
            throw refused(
                    "its program has %d threads, and a race two to %d".formatted(threads, MOST_ACTORS), counterexample);
        }
        boolean isEndless = counterexample.violation().findings().stream()
                .map(Finding::broken)
                .anyMatch(Invariant.PROGRESS::equals);
        if (isEndless) {
            throw refused("what breaks PROGRESS does not come to its end on real threads", counterexample);
        }
    }

    private static InputError refused(String what, Counterexample counterexample) {
        return new InputError(
                "no JCStress test can be made of it: " + what,
                counterexample.subject(),
                "export it --as junit or --as lincheck");
    }

    static String text(Counterexample counterexample) {
        require(counterexample);
        List<Segment> threads = counterexample.violation().program().threads();
        return """
                package races;

                import kmemcg.stress.ProgramSample;
                import org.openjdk.jcstress.annotations.Actor;
                import org.openjdk.jcstress.annotations.Arbiter;
                import org.openjdk.jcstress.annotations.Expect;
                import org.openjdk.jcstress.annotations.JCStressTest;
                import org.openjdk.jcstress.annotations.Outcome;
                import org.openjdk.jcstress.annotations.State;
                import org.openjdk.jcstress.infra.results.I_Result;

                /**
                %s *
                 * <p>What is checked is SUBJECT: as it stands, what was found to fail; write "%s" for the design. A run on real threads that sees
                 * nothing proves nothing: what needs one order of a few steps may take very many samples.
                 *
                 * <p>Needs kmemcg:kmemcg-stress (mvn install -DskipTests where kmemcg is) and the annotation processor of
                 * org.openjdk.jcstress:jcstress-core.
                 */
                @JCStressTest
                @State
                @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Nothing is wrong in the end.")
                @Outcome(expect = Expect.FORBIDDEN, desc = "So many things are wrong.")
                public class %s {
                    private static final String SUBJECT = "%s";

                %s
                    private final ProgramSample sample = ProgramSample.of(SUBJECT, PROGRAM);

                %s    @Arbiter
                    public void validate(I_Result r) {
                        r.r1 = sample.violations();
                    }
                }
                """.formatted(
                        Source.found(counterexample),
                        counterexample.design(),
                        className(counterexample),
                        counterexample.subject(),
                        Source.program(counterexample),
                        IntStream.range(0, threads.size())
                                .mapToObj(JcstressExport::actor)
                                .collect(Collectors.joining()));
    }

    private static String actor(int thread) {
        return """
                    @Actor
                    public void t%d() {
                        sample.run(%d);
                    }

                """.formatted(thread + 1, thread);
    }
}
