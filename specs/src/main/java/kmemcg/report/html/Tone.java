package kmemcg.report.html;

import java.util.Locale;
import kmemcg.engine.Verdict.Outcome;

/** Whether something is as it should be. It is shown by colour, and always said in words besides. */
enum Tone {
    GOOD,
    BAD,
    DOUBTFUL;

    static Tone of(Outcome outcome) {
        return switch (outcome) {
            case HOLDS -> GOOD;
            case VIOLATED -> BAD;
            case BOUNDED, TOOL_ERROR -> DOUBTFUL;
        };
    }

    /** The name of its style. */
    String style() {
        return name().toLowerCase(Locale.ROOT);
    }
}
