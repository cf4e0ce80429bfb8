package kmemcg.report;

import java.util.Locale;
import kmemcg.engine.Forecast;
import kmemcg.explore.Estimate;

/** What it would take to look at all executions of a program. */
public final class ForecastReport {
    private ForecastReport() {}

    /** Three lines: how many executions, at which rate, in which time. */
    public static String text(Forecast forecast) {
        Estimate total = forecast.total();
        return """
                executions  %s
                rate        %s, measured with %s
                time        %s""".formatted(
                        executions(total),
                        SearchLine.rate(forecast.perSecond()),
                        Figures.count(forecast.workers(), "worker"),
                        time(forecast));
    }

    private static String executions(Estimate total) {
        return total.spread() == 0
                ? SearchLine.total(total) + ", counted"
                : "about " + SearchLine.total(total) + ", estimated";
    }

    private static String time(Forecast forecast) {
        String about = "about " + Figures.seconds(forecast.seconds());
        double spread = forecast.total().spread() / forecast.perSecond();
        return spread == 0 ? about : String.format(Locale.ROOT, "%s (\u00b1 %s)", about, Figures.seconds(spread));
    }
}
