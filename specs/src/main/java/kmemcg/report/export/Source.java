package kmemcg.report.export;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.counterexample.Counterexample;
import kmemcg.machine.Finding;

/** What the sources of all formats have in common. A counterexample is text of a file, and must stay where it is put. */
final class Source {
    private Source() {}

    /** {@code list-lru-memcg-uaf} as {@code ListLruMemcgUaf}, with something behind. */
    static String className(Counterexample counterexample, String suffix) {
        return Stream.of(counterexample.subject().split("[-.]"))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining())
                + suffix;
    }

    /** A name for a method. */
    static String identifier(String name) {
        return name.replace('-', '_').replace('.', '_');
    }

    /** The first lines of the comment of a class: what was found. */
    static String found(Counterexample counterexample) {
        Finding first = counterexample.violation().findings().get(0);
        return """
                 * kmemcg found of %s, with %s and seed %d, that it breaks %s:
                 * %s.
                """.formatted(
                        counterexample.subject(),
                        counterexample.engine(),
                        counterexample.seed(),
                        first.broken(),
                        comment(first.kind() + ": " + first.message()));
    }

    /** The declaration of the program's text, in a class. */
    static String program(Counterexample counterexample) {
        String lines = counterexample
                .violation()
                .program()
                .toString()
                .lines()
                .map(line -> "            " + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\n")
                .collect(Collectors.joining());
        return "    private static final String PROGRAM = \"\"\"\n" + lines + "            \"\"\";\n";
    }

    /** It must neither end the comment nor begin an escape. */
    private static String comment(String text) {
        return text.replace("*/", "* /").replace("\\", "/").replaceAll("\\R", " ");
    }
}
