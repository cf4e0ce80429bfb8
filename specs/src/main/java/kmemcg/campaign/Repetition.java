package kmemcg.campaign;

import java.util.List;
import kmemcg.explore.RecordedStep;

/**
 * What came of a counterexample that was repeated.
 *
 * @param detail in what it still fails, or where it went stale, or what is wrong with the file
 * @param steps what was done this time, if it still fails and its engine can say that
 */
public record Repetition(Kind kind, String detail, List<RecordedStep> steps) {
    public Repetition {
        steps = List.copyOf(steps);
    }

    /** A repetition of which no steps are known. */
    public Repetition(Kind kind, String detail) {
        this(kind, detail, List.of());
    }

    /** The answer in a few words. */
    public enum Kind {
        STILL_FAILS("still fails"),
        NO_LONGER_FAILS("no longer fails"),
        /** It is not what it was, so that nothing follows from it. */
        STALE("stale"),
        /** The engine could not try enough. */
        UNDECIDED("undecided"),
        UNREADABLE("unreadable"),
        TOOL_ERROR("tool error");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
