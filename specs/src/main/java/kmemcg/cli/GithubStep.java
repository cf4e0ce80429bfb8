package kmemcg.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import kmemcg.campaign.Check.Result;
import kmemcg.report.GithubActions;

/**
 * A step of a GitHub workflow, if this is one. It needs no options: GitHub says so in the environment.
 *
 * @param isOne whether it is
 * @param summary the file of the step's summary, to which a step appends; empty if there is none
 */
record GithubStep(boolean isOne, String summary) {
    static GithubStep of(Map<String, String> environment) {
        return new GithubStep(
                environment.getOrDefault("GITHUB_ACTIONS", "").equals("true"),
                environment.getOrDefault("GITHUB_STEP_SUMMARY", ""));
    }

    /** Annotates the sources, and adds to the summary; a summary that cannot be written is no reason to lose a verdict. */
    void tell(List<Result> results, PrintWriter out, PrintWriter err) {
        if (!isOne) {
            return;
        }
        out.print(GithubActions.annotations(results));
        out.flush();
        try {
            if (!summary.isEmpty()) {
                Files.writeString(
                        Path.of(summary),
                        GithubActions.summary(results),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        } catch (IOException | InvalidPathException e) {
            err.printf("kmemcg: the step's summary %s cannot be written: %s%n", summary, e);
        }
    }
}
