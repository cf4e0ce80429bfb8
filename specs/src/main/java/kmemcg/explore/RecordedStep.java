package kmemcg.explore;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A step of an execution in a sequence that {@link Exploration#follow} can go again. Unlike a {@link Step}, none is left out: also what is
 * only the machine's own bookkeeping is one.
 *
 * @param thread the name of the thread that does it
 * @param text what it does, or what was found
 * @param isFinding whether the thread was about to do what was found, which ended the execution
 * @param lines where in its code the thread did it, the innermost call first; none if that is not known, as of a step that was read from a
 *     file
 * @param access what it does to a cell; null if it accesses none, or if that is not known
 */
public record RecordedStep(
        String thread,
        String text,
        boolean isFinding,
        List<SourceLine> lines,
        @Nullable Access access) {
    /** What follows the name of an object if others had it before: how many depends on what the exploration did before. */
    private static final Pattern NUMBER = Pattern.compile("#[0-9]+");

    public RecordedStep {
        lines = List.copyOf(lines);
    }

    /** A step of which nobody knows where in the code it is done. */
    public RecordedStep(String thread, String text, boolean isFinding) {
        this(thread, text, isFinding, List.of(), null);
    }

    /** Whether it is this that is done, whatever numbers objects of the same name have. */
    boolean isDoneBy(String now) {
        return !isFinding && withoutNumbers(now).equals(withoutNumbers(text));
    }

    /** Whether it is something that was done to this cell or object. */
    boolean concerns(String name) {
        return withoutNumbers(text).contains(withoutNumbers(name));
    }

    private static String withoutNumbers(String text) {
        return NUMBER.matcher(text).replaceAll("");
    }
}
