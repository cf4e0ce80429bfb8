package kmemcg.engine.explorer;

import java.util.Locale;
import kmemcg.explore.WalkTally;

/** What became of random walks through one program. */
record Walked(Attempt attempt, WalkTally tally) {
    /** {@code 10,000 walks came to 7,312 executions; ...}: what nothing found is worth. */
    String odds() {
        String came = "%,d walks came to %,d executions".formatted(tally.made(), tally.executions());
        return tally.executions() == 0
                ? came
                : "%s; the least likely of them comes at least once in %s walks, and with 95 %% in %s"
                        .formatted(came, large(tally.once()), large(tally.almostSure()));
    }

    private static String large(double number) {
        return String.format(Locale.ROOT, number < 1e9 ? "%,.0f" : "%.1e", number);
    }
}
