package kmemcg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kmemcg.campaign.Repetition;
import kmemcg.campaign.Repetition.Kind;
import kmemcg.campaign.Replay;
import kmemcg.cli.Interruption.Campaign;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleReader;
import kmemcg.input.InputError;
import kmemcg.report.html.HtmlReport;
import kmemcg.report.html.HtmlReport.Replayed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Repeats counterexamples. */
@Command(
        name = "replay",
        description = "Repeat counterexamples that check or hunt wrote: does each still break what it broke?",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  kmemcg replay results/*.txt",
            "  kmemcg replay results/*.txt --html findings.html   to step through them",
            "",
            "Exit code: 1 still fails, with the same invariant; 0 no longer fails; 2 unreadable;",
            "3 stale (the line says where) or undecided; 4 the engine failed. Of several files: the first of 1, 4, 2, 3, 0."
        })
final class ReplayCommand implements Callable<Integer> {
    private final Toolbox toolbox;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The counterexamples.")
    private List<Path> files = List.of();

    @Option(names = "--html", paramLabel = "OUT", description = ReportFiles.HTML)
    private @Nullable Path html;

    @Mixin
    private final OwnDesigns own = new OwnDesigns();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ReplayCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public Integer call() {
        OutputFile.require(html);
        try (Campaign campaign = toolbox.interruption().heed();
                ConsoleWatcher watcher = toolbox.watcher(spec.commandLine(), null, verbosity.detail())) {
            return call(
                    new Replay(
                            own.with(toolbox.inventory().get()),
                            toolbox.engines().get(),
                            watcher),
                    watcher);
        }
    }

    private int call(Replay replay, ConsoleWatcher watcher) {
        List<Integer> codes = new ArrayList<>();
        List<Replayed> replayed = new ArrayList<>();
        for (Path file : files) {
            Repetition repetition = replay.of(file);
            if (!verbosity.isQuiet() || repetition.kind() != Kind.NO_LONGER_FAILS) {
                watcher.aside(() -> tell(file, repetition));
            }
            codes.add(code(repetition.kind()));
            replayed.add(new Replayed(file, repetition, read(file)));
        }
        if (html != null) {
            OutputFile.write(html, HtmlReport.ofReplay(replayed));
        }
        return ExitCode.worst(codes);
    }

    /** What a page can show of a file; null if it cannot be read, which the repetition says. */
    private static @Nullable Counterexample read(Path file) {
        try {
            return CounterexampleReader.read(file);
        } catch (InputError unreadable) {
            return null;
        }
    }

    private void tell(Path file, Repetition repetition) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("%s: %s: %s".formatted(file, repetition.kind(), repetition.detail()));
        out.flush();
    }

    private static int code(Kind kind) {
        return switch (kind) {
            case STILL_FAILS -> ExitCode.VIOLATED;
            case NO_LONGER_FAILS -> ExitCode.HOLDS;
            case STALE, UNDECIDED -> ExitCode.INCONCLUSIVE;
            case UNREADABLE -> ExitCode.BAD_INPUT;
            case TOOL_ERROR -> ExitCode.TOOL_ERROR;
        };
    }
}
