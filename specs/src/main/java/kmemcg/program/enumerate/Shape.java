package kmemcg.program.enumerate;

import java.util.List;

/** How many threads a program has, and how many operations each; the smallest programs first. */
@SuppressWarnings("ImmutableEnumChecker") // List.of never changes
public enum Shape {
    ONE_BESIDE_ONE("1+1", 1, 1),
    TWO_BESIDE_ONE("2+1", 2, 1),
    THREE_TIMES_ONE("1+1+1", 1, 1, 1),
    TWO_BESIDE_TWO("2+2", 2, 2);

    private final String word;
    private final List<Integer> lengths;

    Shape(String word, Integer... lengths) {
        this.word = word;
        this.lengths = List.of(lengths);
    }

    /** How the command line names it: the operations of each thread. */
    public String word() {
        return word;
    }

    /** Operations of each thread; threads of the same length stand side by side. */
    List<Integer> lengths() {
        return lengths;
    }
}
