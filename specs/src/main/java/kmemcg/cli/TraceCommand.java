package kmemcg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kmemcg.input.InputError;
import kmemcg.trace.Outcome;
import kmemcg.trace.TraceCheck;
import kmemcg.trace.TraceReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks recordings of a real kernel against the accounting rules. */
@Command(
        name = "trace",
        description = "Check recordings of a real kernel against the accounting rules.",
        mixinStandardHelpOptions = true)
public final class TraceCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            description = "A recording: raw.trace.gz, snapshots.json, meta.json.",
            arity = "0..*")
    private List<Path> directories = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        TraceReport report = new TraceReport(out);
        List<Outcome> outcomes = new ArrayList<>();
        int unreadable = 0;
        for (Path directory : directories) {
            try {
                Outcome outcome = TraceCheck.run(directory);
                report.recording(outcome);
                outcomes.add(outcome);
            } catch (InputError e) {
                unreadable++;
                err.println("kmemcg: " + e.getMessage());
                err.flush();
            }
        }
        report.summary(outcomes, unreadable);
        return exitCode(outcomes, unreadable);
    }

    private static int exitCode(List<Outcome> outcomes, int unreadable) {
        if (!outcomes.stream().allMatch(Outcome::holds)) {
            return ExitCode.VIOLATED;
        }
        return unreadable > 0 ? ExitCode.BAD_INPUT : ExitCode.HOLDS;
    }
}
