package kmemcg.cli;

import java.nio.file.Path;
import java.util.List;
import kmemcg.campaign.Check.Result;
import kmemcg.report.JunitXml;
import kmemcg.report.Sarif;
import kmemcg.report.html.HtmlReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that a check is asked for, besides what it prints. */
final class ReportFiles {
    /** What it is in every command that can. */
    static final String HTML =
            "Write a page for the browser, complete in itself: the table, and each finding to step through.";

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write what each engine said of each design as the XML that build servers read from JUnit.")
    private @Nullable Path junit;

    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            description =
                    "Write the counterexamples as SARIF 2.1.0: each at its line of the design, with its interleaving.")
    private @Nullable Path sarif;

    @Option(names = "--html", paramLabel = "FILE", description = HTML)
    private @Nullable Path html;

    /**
     * Says before the work what would be said after it.
     *
     * @throws kmemcg.input.InputError if a file certainly cannot be written
     */
    void require() {
        OutputFile.require(junit);
        OutputFile.require(sarif);
        OutputFile.require(html);
    }

    void write(List<Result> results) {
        if (junit != null) {
            OutputFile.write(junit, JunitXml.text(results));
        }
        if (sarif != null) {
            OutputFile.write(sarif, Sarif.text(results));
        }
        if (html != null) {
            OutputFile.write(html, HtmlReport.ofCheck(results));
        }
    }
}
