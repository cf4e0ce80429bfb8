package kmemcg.program;

import java.util.List;

/**
 * A program: plain data, run afterwards by whichever engine. The segments of {@code before} run one after the other, then the
 * threads at the same time, then the segments of {@code after} one after the other.
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
        before = List.copyOf(before);
        threads = List.copyOf(threads);
        after = List.copyOf(after);
        expectations = List.copyOf(expectations);
    }

    /**
     * {@code usage P == 0}, after everything deferred has run and all stocks are drained.
     *
     * @param pages the usage expected
     */
    public record Expectation(String group, long pages) {}
}
