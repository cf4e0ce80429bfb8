package kmemcg.explore.oracle;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What can be observed of an execution.
 *
 * @param results for each thread, in program order, what its operations returned: the value found by {@code READ},
 *     {@code XCHG}, {@code CMPXCHG} and {@code AWAIT}, the new one by {@code ADD}, 1 or 0 by {@code TRY_LOCK}
 * @param memory the final value of each word that the program uses
 */
public record Outcome(List<List<Long>> results, SortedMap<String, Long> memory) {
    static Outcome of(MicroProgram program, Run end) {
        SortedMap<String, Long> memory = new TreeMap<>();
        program.words()
                .forEach(word -> memory.put(word, end.history().newest(word).value()));
        return new Outcome(List.copyOf(end.results()), memory);
    }

    /** {@code 0 | 1 1 ; x=1 y=1}: the results of thread 0 and thread 1, then memory. */
    @Override
    public String toString() {
        String returned = results.stream().map(Outcome::spaced).collect(Collectors.joining(" | "));
        return memory.isEmpty() ? returned : returned + " ; " + words();
    }

    private String words() {
        return memory.entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static String spaced(List<Long> values) {
        return values.isEmpty() ? "-" : values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
