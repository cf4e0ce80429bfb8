package kmemcg.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import kmemcg.campaign.Fakes;
import kmemcg.engine.Engine;
import kmemcg.engine.Engines;
import kmemcg.report.Terminal;

/** The command line, run in this process on the small catalogue. */
record Ran(int code, String out, String err) {
    static Ran with(Engine[] engines, String... arguments) {
        return with(Map.of(), engines, arguments);
    }

    /** The same in an environment that GitHub Actions may have made. */
    static Ran with(Map<String, String> environment, Engine[] engines, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Toolbox toolbox = new Toolbox(
                Fakes::inventory,
                () -> Engines.of(engines),
                Terminal.NONE,
                new Interruption(),
                GithubStep.of(environment));
        int code = Main.commandLine(toolbox)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }
}
