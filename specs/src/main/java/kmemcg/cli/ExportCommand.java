package kmemcg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import kmemcg.campaign.Inventory;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleReader;
import kmemcg.report.ExportedTest;
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
                "Write a counterexample as a JUnit 5 test: the design must hold in its program, and of a historical bug"
                        + " it must still be seen to fail.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  kmemcg export specs/corpus/list-lru-memcg-uaf-explorer.txt --out ListLruMemcgUafTest.java"
        })
final class ExportCommand implements Callable<Integer> {
    private final Toolbox toolbox;

    @Parameters(paramLabel = "FILE", description = "The counterexample.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

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
        String text = ExportedTest.text(counterexample, inventory.isBug(counterexample.bug()));
        if (out != null) {
            OutputFile.write(out, text);
        } else {
            PrintWriter console = spec.commandLine().getOut();
            console.print(text);
            console.flush();
        }
        return ExitCode.HOLDS;
    }
}
