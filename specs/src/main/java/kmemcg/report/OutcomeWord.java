package kmemcg.report;

import kmemcg.engine.Verdict.Outcome;

/** How reports show an outcome. */
public final class OutcomeWord {
    private OutcomeWord() {}

    /** {@code TOOL ERROR}. */
    public static String of(Outcome outcome) {
        return outcome.name().replace('_', ' ');
    }

    static Paint paint(Outcome outcome) {
        return switch (outcome) {
            case HOLDS -> Paint.GOOD;
            case VIOLATED -> Paint.BAD;
            case BOUNDED, TOOL_ERROR -> Paint.DOUBTFUL;
        };
    }

    static String painted(Outcome outcome, boolean colour) {
        return paint(outcome).on(of(outcome), colour);
    }
}
