package kmemcg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kmemcg.campaign.Inventory;
import kmemcg.campaign.Repetition;
import kmemcg.campaign.Repetition.Kind;
import kmemcg.campaign.Replay;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleReader;
import kmemcg.engine.Violation;
import kmemcg.input.InputError;
import kmemcg.report.Detail;
import kmemcg.report.export.ExportFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a regression test of a counterexample. */
@Command(
        name = "export",
        description =
                "Write a counterexample as the source of a test: the design must hold in its program, and of a historical bug"
                        + " it must still be seen to fail.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  kmemcg export specs/corpus/list-lru-memcg-uaf-explorer.txt --out ListLruMemcgUafTest.java",
            "  kmemcg export specs/corpus/list-lru-memcg-uaf-explorer.txt --as jcstress --out ListLruMemcgUafRace.java"
        })
final class ExportCommand implements Callable<Integer> {
    private final Toolbox toolbox;

    @Parameters(paramLabel = "FILE", description = "The counterexample.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--as",
            paramLabel = "FORMAT",
            description =
                    "junit: a JUnit 5 test of every execution. lincheck: one that Lincheck's model checker runs; only of what it"
                            + " finds, which is tried first. jcstress: a test of JCStress, on real threads. Default: junit.")
    private ExportFormat format = ExportFormat.JUNIT;

    @Option(names = "--out", paramLabel = "JAVA", description = "The file to write. Default: standard output.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ExportCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public Integer call() {
        OutputFile.require(out);
        Counterexample counterexample = CounterexampleReader.read(file);
        Inventory inventory = toolbox.inventory().get();
        boolean isBug = inventory.isBug(counterexample.bug());
        String text = format.text(counterexample, isBug);
        if (format == ExportFormat.LINCHECK && isBug) {
            requireFoundByLincheck(inventory, counterexample);
        }
        if (out != null) {
            OutputFile.write(out, text);
        } else {
            PrintWriter console = spec.commandLine().getOut();
            console.print(text);
            console.flush();
        }
        return ExitCode.HOLDS;
    }

    private void requireFoundByLincheck(Inventory inventory, Counterexample found) {
        Violation program =
                new Violation(found.violation().program(), found.violation().findings(), List.of());
        try (ConsoleWatcher watcher = toolbox.watcher(spec.commandLine(), null, Detail.USUAL)) {
            Repetition tried = new Replay(inventory, toolbox.engines().get(), watcher)
                    .of(new Counterexample(found.own(), found.bug(), "lincheck", found.seed(), program));
            if (tried.kind() != Kind.STILL_FAILS) {
                throw new InputError(
                        "Lincheck does not find this, so a test with it would never fail: " + tried.detail(),
                        file.toString(),
                        "export it --as junit");
            }
        }
    }
}
