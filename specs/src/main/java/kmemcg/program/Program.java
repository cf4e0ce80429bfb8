package kmemcg.program;

import java.util.List;
import java.util.stream.Stream;
import kmemcg.design.Verb;

/**
 * A program: plain data, run afterwards by whichever engine. The segments of {@code before} run one after the other, then the
 * threads at the same time, then the segments of {@code after} one after the other.
 *
 * <p>Any such value can be printed and read back; whether it means something is for {@link ProgramRules} to say.
 *
 * @param design the name of the design it is written for
 * @param expectations what must hold at the very end
 */
public record Program(
        String design,
        World world,
        List<Segment> before,
        List<Segment> threads,
        List<Segment> after,
        List<Expectation> expectations) {
    public Program {
        Name.require(design);
        before = List.copyOf(before);
        threads = List.copyOf(threads);
        after = List.copyOf(after);
        expectations = List.copyOf(expectations);
    }

    /** The segments of one phase. */
    public List<Segment> segments(Phase phase) {
        return switch (phase) {
            case BEFORE -> before;
            case THREADS -> threads;
            case AFTER -> after;
        };
    }

    /** How many operations there are in all. */
    public int size() {
        return (int) operations().count();
    }

    /** Whether it has such an operation. */
    public boolean has(Verb verb) {
        return operations().anyMatch(operation -> operation.verb() == verb);
    }

    /** Its operations, in the order of its text. */
    public Stream<Operation> operations() {
        return Stream.of(before, threads, after)
                .flatMap(List::stream)
                .map(Segment::operations)
                .flatMap(List::stream);
    }

    Program withWorld(World other) {
        return new Program(design, other, before, threads, after, expectations);
    }

    /** The same, and nothing is expected of its end but what must hold of every program. */
    public Program withoutExpectations() {
        return withExpectations(List.of());
    }

    Program withExpectations(List<Expectation> others) {
        return new Program(design, world, before, threads, after, others);
    }

    Program withSegments(Phase phase, List<Segment> others) {
        return switch (phase) {
            case BEFORE -> new Program(design, world, others, threads, after, expectations);
            case THREADS -> new Program(design, world, before, others, after, expectations);
            case AFTER -> new Program(design, world, before, threads, others, expectations);
        };
    }

    /** The canonical text, as {@link ProgramPrinter} writes it. */
    @Override
    public String toString() {
        return ProgramPrinter.print(this);
    }

    /** When a segment runs. */
    public enum Phase {
        BEFORE("before"),
        THREADS("T"),
        AFTER("after");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        /** The name of a segment in programs and counterexamples: {@code T1}; {@code before}, or {@code before2} in the plural. */
        public String label(int index, int segments) {
            return this == THREADS || segments > 1 ? word + (index + 1) : word;
        }

        String word() {
            return word;
        }
    }

    /**
     * {@code usage P == 0}, after everything deferred has run and all stocks are drained.
     *
     * @param pages the usage expected
     */
    public record Expectation(String group, long pages) {
        public Expectation {
            Name.require(group);
            Quantity.PAGES.require(pages);
        }

        @Override
        public String toString() {
            return "usage %s == %d".formatted(group, pages);
        }
    }
}
