package kmemcg.cli;

import java.io.PrintWriter;
import kmemcg.input.InputError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command line's root; every outcome becomes an exit code here and nowhere else. */
@Command(
        name = "kmemcg",
        description = "Checks the concurrency of Linux kernel-memory cgroup accounting.",
        mixinStandardHelpOptions = true,
        version = "kmemcg 1.0-SNAPSHOT",
        subcommands = {TraceCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, for {@code main} and for tests. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static int failed(Exception thrown, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (thrown instanceof InputError) {
            err.println("kmemcg: " + thrown.getMessage());
            return ExitCode.BAD_INPUT;
        }
        err.println("kmemcg: tool error: " + thrown);
        thrown.printStackTrace(err);
        return ExitCode.TOOL_ERROR;
    }
}
