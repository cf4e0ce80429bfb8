package kmemcg.campaign;

import java.util.Collection;
import java.util.List;
import kmemcg.engine.Verdict.Outcome;

/** One outcome of many. */
public final class Outcomes {
    /** A violation is true whatever else happened; a tool that failed says less than one that ran out of time. */
    private static final List<Outcome> BY_WEIGHT =
            List.of(Outcome.VIOLATED, Outcome.TOOL_ERROR, Outcome.BOUNDED, Outcome.HOLDS);

    private Outcomes() {}

    /** The weightiest: VIOLATED, then TOOL_ERROR, then BOUNDED, then HOLDS. Of none: TOOL_ERROR, since nothing was done. */
    public static Outcome worst(Collection<Outcome> outcomes) {
        return BY_WEIGHT.stream().filter(outcomes::contains).findFirst().orElse(Outcome.TOOL_ERROR);
    }
}
