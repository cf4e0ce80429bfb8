package kmemcg.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a report quotes of an interleaving, so that no report can say what the model does not do. */
public final class ReportText {
    private static final String QUOTE = "  | ";

    private ReportText() {}

    /** The quoted lanes, without the sign before them. */
    public static List<String> lanes(Path report) throws IOException {
        return Files.readAllLines(report).stream()
                .filter(line -> line.startsWith(QUOTE))
                .map(line -> line.substring(QUOTE.length()))
                .toList();
    }
}
