package kmemcg.report.export;

import kmemcg.counterexample.Counterexample;

/**
 * A JUnit 5 test: the program must hold on the design, and of a historical bug it must still be seen to fail. Which engine runs it is
 * written there: the explorer, or Lincheck's model checker.
 */
final class JunitExport {
    private final String engine;
    private final String suffix;

    private JunitExport(String engine, String suffix) {
        this.engine = engine;
        this.suffix = suffix;
    }

    /** With every execution of the program. */
    static JunitExport exploring() {
        return new JunitExport("explorer", "Test");
    }

    /** With the interleavings that Lincheck's model checker tries. */
    static JunitExport underLincheck() {
        return new JunitExport("lincheck", "LincheckTest");
    }

    String className(Counterexample counterexample) {
        return Source.className(counterexample, suffix);
    }

    String text(Counterexample counterexample, boolean isBug) {
        return """
                %simport kmemcg.campaign.Kmemcg;
                import org.junit.jupiter.api.Test;

                /**
                %s *
                 * <p>Needs kmemcg:kmemcg-specs (mvn install -DskipTests where kmemcg is) and org.junit.jupiter:junit-jupiter.
                 */
                class %s {
                    private static final Kmemcg KMEMCG = Kmemcg.USUAL.with("%s");

                %s
                    @Test
                    void %s_holds() {
                        KMEMCG.check("%s", PROGRAM);
                    }
                %s}
                """.formatted(
                        isBug ? "import static org.junit.jupiter.api.Assertions.assertThrows;\n\n" : "",
                        Source.found(counterexample),
                        className(counterexample),
                        engine,
                        Source.program(counterexample),
                        Source.identifier(counterexample.design()),
                        counterexample.design(),
                        isBug ? stillFound(counterexample.subject()) : "");
    }

    private static String stillFound(String bug) {
        return """

                    @Test
                    void %s_isFound() {
                        assertThrows(AssertionError.class, () -> KMEMCG.check("%s", PROGRAM));
                    }
                """.formatted(Source.identifier(bug), bug);
    }
}
