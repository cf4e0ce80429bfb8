package kmemcg.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;
import kmemcg.campaign.Inventory;
import kmemcg.engine.Engines;
import kmemcg.report.Detail;
import kmemcg.report.ProgressLine;
import kmemcg.report.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * What the commands work with; tests put in others. Loaded when a command asks, since {@code --help} needs none of it.
 *
 * @param inventory the designs and bugs there are
 * @param engines the engines there are
 * @param terminal what the output can show
 * @param interruption what ends campaigns early
 * @param github who is told besides, if GitHub Actions runs this
 */
record Toolbox(
        Supplier<Inventory> inventory,
        Supplier<Engines> engines,
        Terminal terminal,
        Interruption interruption,
        GithubStep github) {
    /** What is on the class path. */
    static Toolbox installed(Interruption interruption) {
        return new Toolbox(
                Inventory::installed,
                Engines::installed,
                Terminal.detected(),
                interruption,
                GithubStep.of(System.getenv()));
    }

    /**
     * Who watches a campaign.
     *
     * @param out where counterexamples are shown; null if they are not wanted
     * @param detail how much is told on standard error
     */
    ConsoleWatcher watcher(CommandLine command, @Nullable PrintWriter out, Detail detail) {
        ProgressLine line = new ProgressLine(command.getErr(), terminal.progress(), detail);
        return new ConsoleWatcher(line, out, interruption::isAsked);
    }
}
