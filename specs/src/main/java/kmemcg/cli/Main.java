package kmemcg.cli;

import java.io.PrintWriter;
import kmemcg.input.InputError;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's root; every outcome becomes an exit code here and nowhere else. */
@Command(
        name = "kmemcg",
        description = "Checks the concurrency of Linux kernel-memory cgroup accounting.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Begin with:",
            "  kmemcg check                 try to break every design: three minutes, one table, one verdict",
            "  kmemcg hunt                  find the bugs that really happened",
            "  kmemcg COMMAND --help        options, examples and exit codes of a command"
        },
        version = "kmemcg 1.0-SNAPSHOT")
public final class Main {
    private static final int HELP_WIDTH = 100;

    private Main() {}

    public static void main(String[] args) {
        Interruption interruption = new Interruption().armed();
        System.exit(run(commandLine(Toolbox.installed(interruption)), args));
    }

    /** A thrown error must not end the process with the exit code of a violation, as the JVM has it. */
    static int run(CommandLine commandLine, String... args) {
        try {
            return commandLine.execute(args);
        } catch (Error thrown) {
            return toolError(thrown, commandLine);
        }
    }

    /** The whole command line, for tests. */
    public static CommandLine commandLine() {
        return commandLine(Toolbox.installed(new Interruption()));
    }

    static CommandLine commandLine(Toolbox toolbox) {
        return new CommandLine(new Main())
                .addSubcommand(new CheckCommand(toolbox))
                .addSubcommand(new HuntCommand(toolbox))
                .addSubcommand(new ReplayCommand(toolbox))
                .addSubcommand(new ExportCommand(toolbox))
                .addSubcommand(new DesignsCommand(toolbox))
                .addSubcommand(new BugsCommand(toolbox))
                .addSubcommand(new CostCommand(toolbox))
                .addSubcommand(new TraceCommand())
                .addSubcommand(new ClasspathCommand())
                .addSubcommand("completion", new GenerateCompletion())
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::misused)
                .setExecutionExceptionHandler(Main::failed);
    }

    /** Without a command, the usage; with a wrong one, what is wrong with it. Both are wrong usage. */
    private static int misused(ParameterException thrown, String[] args) {
        CommandLine command = thrown.getCommandLine();
        PrintWriter err = command.getErr();
        if (args.length == 0) {
            command.usage(err);
            return ExitCode.BAD_INPUT;
        }
        err.println("kmemcg: " + thrown.getMessage());
        UnmatchedArgumentException.printSuggestions(thrown, err);
        err.printf("  mend: %s --help%n", command.getCommandSpec().qualifiedName());
        return ExitCode.BAD_INPUT;
    }

    private static int failed(Exception thrown, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (thrown instanceof InputError) {
            err.println("kmemcg: " + thrown.getMessage());
            return ExitCode.BAD_INPUT;
        }
        return toolError(thrown, command);
    }

    private static int toolError(Throwable thrown, CommandLine command) {
        PrintWriter err = command.getErr();
        err.println("kmemcg: tool error: " + thrown);
        thrown.printStackTrace(err);
        err.flush();
        return ExitCode.TOOL_ERROR;
    }
}
