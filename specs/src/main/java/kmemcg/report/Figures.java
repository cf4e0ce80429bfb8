package kmemcg.report;

import java.time.Duration;
import java.util.Locale;

/** Counts and durations as people read them, the same in every locale. */
public final class Figures {
    private Figures() {}

    /** {@code 1,234,567}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 3 designs}, {@code 1 design}. */
    public static String count(long number, String singular) {
        return count(number) + " " + singular + (number == 1 ? "" : "s");
    }

    /** The same of a number of seconds that may be very large. */
    public static String seconds(double seconds) {
        double days = seconds / 86_400;
        return days < 10
                ? duration(Duration.ofMillis(Math.round(1e3 * seconds)))
                : String.format(Locale.ROOT, "%,.0f days", days);
    }

    /** Two or three digits that matter: {@code 412 ms}, {@code 3.1 s}, {@code 2 min 05 s}, {@code 1 h 02 min}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
        }
        long seconds = Math.round(millis / 1e3);
        if (seconds < 3_600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds % 3_600 / 60);
    }
}
