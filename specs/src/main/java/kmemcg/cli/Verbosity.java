package kmemcg.cli;

import kmemcg.input.InputError;
import kmemcg.report.Detail;
import picocli.CommandLine.Option;

/** How much a command tells. */
final class Verbosity {
    @Option(
            names = {"-q", "--quiet"},
            description = "Tell what was found and the verdict, and no more.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell of each search when it begins, and every second how far it is.")
    private boolean verbose;

    /** @throws InputError if both are asked for */
    Detail detail() {
        if (quiet && verbose) {
            throw new InputError("one is the contrary of the other", "--quiet --verbose", "drop one of the two");
        }
        if (quiet) {
            return Detail.QUIET;
        }
        return verbose ? Detail.VERBOSE : Detail.USUAL;
    }

    boolean isQuiet() {
        return detail() == Detail.QUIET;
    }
}
