package kmemcg.explore;

import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stands by while threads run once more as they ran in an execution, and sees in which lines of their code they do what they do: what is
 * below the machine, not the machine itself.
 */
final class Bystander {
    private static final StackWalker STACK = StackWalker.getInstance();

    /** What stands between the threads' code and what runs it. */
    private static final Pattern NOT_ITS_CODE =
            Pattern.compile("kmemcg\\.(machine|explore|engine|program|property)\\..*|java\\..*");

    /** What the compiler calls the body of a lambda, after the method it stands in. */
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$[0-9]+");

    private final Map<Integer, List<SourceLine>> byEvent = new HashMap<>();
    private final Map<Integer, List<SourceLine>> last = new HashMap<>();

    /** The running thread does an event, or would do the next; then it is -1. */
    void sees(int thread, int event) {
        List<SourceLine> lines = STACK.walk(Bystander::lines);
        if (event >= 0) {
            byEvent.put(event, lines);
        }
        if (!lines.isEmpty()) {
            last.put(thread, lines);
        }
    }

    /** The lines in which an event was done, the innermost first; none if no code asked for it. */
    List<SourceLine> lines(int event) {
        return byEvent.getOrDefault(event, List.of());
    }

    /** The lines in which a thread's code was last. */
    List<SourceLine> lastLines(int thread) {
        return last.getOrDefault(thread, List.of());
    }

    private static List<SourceLine> lines(Stream<StackFrame> frames) {
        return frames.takeWhile(frame -> !isBegin(frame))
                .filter(frame -> !NOT_ITS_CODE.matcher(frame.getClassName()).matches())
                .map(Bystander::line)
                .toList();
    }

    private static boolean isBegin(StackFrame frame) {
        return frame.getClassName().equals(ThreadRunner.class.getName())
                && frame.getMethodName().equals("run");
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
