package kmemcg.explore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stands by while threads run once more as they ran in an execution, and sees in which lines of their code they do what they do: what is
 * below the machine, not the machine itself.
 */
final class Bystander {
    private final Map<Integer, List<SourceLine>> byEvent = new HashMap<>();
    private final Map<Integer, List<SourceLine>> last = new HashMap<>();

    /** The running thread does an event, or would do the next; then it is -1. */
    void sees(int thread, int event) {
        List<SourceLine> lines = ModelLines.here();
        if (event >= 0) {
            byEvent.put(event, lines);
        }
        if (!lines.isEmpty()) {
            last.put(thread, lines);
        }
    }

    /** The lines in which an event was done, the innermost first; none if no code asked for it. */
    List<SourceLine> lines(int event) {
        return byEvent.getOrDefault(event, List.of());
    }

    /** The lines in which a thread's code was last. */
    List<SourceLine> lastLines(int thread) {
        return last.getOrDefault(thread, List.of());
    }
}
