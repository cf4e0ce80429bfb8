package kmemcg.report;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.counterexample.Counterexample;
import kmemcg.machine.Finding;

/**
 * A counterexample as the source of a JUnit 5 test that stands by itself: the program must hold on the design, and of a historical bug it
 * must still be seen to fail.
 */
public final class ExportedTest {
    private ExportedTest() {}

    /** The simple name of its class: {@code ListLruMemcgUafTest}. */
    public static String className(Counterexample counterexample) {
        return Stream.of(counterexample.subject().split("-"))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining())
                + "Test";
    }

    /**
     * The source of the class, without a package.
     *
     * @param isBug whether what was checked is a bug of the catalogue
     */
    public static String text(Counterexample counterexample, boolean isBug) {
        Finding first = counterexample.violation().findings().get(0);
        return """
                %simport kmemcg.campaign.Kmemcg;
                import org.junit.jupiter.api.Test;

                /**
                 * kmemcg found of %s, with %s and seed %d, that it breaks %s:
                 * %s.
                 *
                 * <p>Needs kmemcg:kmemcg-specs (mvn install -DskipTests where kmemcg is) and org.junit.jupiter:junit-jupiter.
                 */
                class %s {
                    private static final String PROGRAM = \"""
                %s            \""";

                    @Test
                    void %s_holds() {
                        Kmemcg.assertHolds("%s", PROGRAM);
                    }
                %s}
                """.formatted(
                        isBug ? "import static org.junit.jupiter.api.Assertions.assertThrows;\n\n" : "",
                        counterexample.subject(),
                        counterexample.engine(),
                        counterexample.seed(),
                        first.broken(),
                        comment(first.kind() + ": " + first.message()),
                        className(counterexample),
                        block(counterexample.violation().program().toString()),
                        identifier(counterexample.design()),
                        counterexample.design(),
                        isBug ? stillFound(counterexample.subject()) : "");
    }

    private static String stillFound(String bug) {
        return """

                    @Test
                    void %s_isFound() {
                        assertThrows(AssertionError.class, () -> Kmemcg.assertHolds("%s", PROGRAM));
                    }
                """.formatted(identifier(bug), bug);
    }

    private static String identifier(String name) {
        return name.replace('-', '_').replace('.', '_');
    }

    private static String block(String program) {
        return program.lines()
                .map(line -> "            " + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\n")
                .collect(Collectors.joining());
    }

    /** A message is text of a file: it must neither end the comment nor begin an escape. */
    private static String comment(String text) {
        return text.replace("*/", "* /").replace("\\", "/").replaceAll("\\R", " ");
    }
}
