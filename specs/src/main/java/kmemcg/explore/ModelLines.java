package kmemcg.explore;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kmemcg.machine.jvm.JvmMachine;

/** In which lines of a model the running thread is: what is below the machine, not the machine itself. */
public final class ModelLines {
    private static final StackWalker STACK = StackWalker.getInstance();

    /** What stands between the threads' code and what runs it. */
    private static final Pattern NOT_ITS_CODE =
            Pattern.compile("kmemcg\\.(machine|explore|engine|program|property)\\..*|java\\..*");

    /** What the compiler calls the body of a lambda, after the method it stands in. */
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$[0-9]+");

    /** Whose method {@code run} begins a thread, or a deferred activity on top of another. */
    private static final Set<String> RUNNERS = Set.of(ThreadRunner.class.getName(), JvmMachine.class.getName());

    private ModelLines() {}

    /** The lines, the innermost first; none if no model runs. */
    public static List<SourceLine> here() {
        return STACK.walk(ModelLines::lines);
    }

    private static List<SourceLine> lines(Stream<StackFrame> frames) {
        return frames.takeWhile(frame -> !isBegin(frame))
                .filter(frame -> !NOT_ITS_CODE.matcher(frame.getClassName()).matches())
                .map(ModelLines::line)
                .toList();
    }

    private static boolean isBegin(StackFrame frame) {
        return RUNNERS.contains(frame.getClassName()) && frame.getMethodName().equals("run");
    }

    private static SourceLine line(StackFrame frame) {
        String type = frame.getClassName();
        int nested = type.indexOf('$');
        String outermost = nested < 0 ? type : type.substring(0, nested);
        String simple = outermost.substring(outermost.lastIndexOf('.') + 1);
        String file = frame.getFileName();
        return new SourceLine(
                outermost,
                method(frame.getMethodName()),
                file == null ? simple + ".java" : file,
                Math.max(1, frame.getLineNumber()));
    }

    private static String method(String name) {
        Matcher lambda = LAMBDA.matcher(name);
        return lambda.matches() ? lambda.group(1) : name;
    }
}
