package kmemcg.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** For those who compile a design of their own. */
@Command(
        name = "classpath",
        description = "Print the class path of kmemcg, to compile a design of your own against.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  javac -cp \"$(kmemcg classpath)\" -d classes Mine.java && kmemcg check --classpath classes --design Mine"
        })
final class ClasspathCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(System.getProperty("java.class.path"));
        out.flush();
        return ExitCode.HOLDS;
    }
}
