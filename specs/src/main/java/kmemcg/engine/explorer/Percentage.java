package kmemcg.engine.explorer;

import java.util.Locale;

/** A share as people read it. */
final class Percentage {
    private Percentage() {}

    /** {@code 12 %}; small ones with as many digits as matter. */
    static String of(double share) {
        double percent = 100 * share;
        return String.format(Locale.ROOT, percent >= 1 ? "%.0f %%" : "%.2g %%", percent);
    }
}
