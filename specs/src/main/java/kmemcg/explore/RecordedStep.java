package kmemcg.explore;

import java.util.regex.Pattern;

/**
 * A step of an execution in a sequence that {@link Exploration#follow} can go again. Unlike a {@link Step}, none is left out: also what is
 * only the machine's own bookkeeping is one.
 *
 * @param thread the name of the thread that does it
 * @param text what it does, or what was found
 * @param isFinding whether the thread was about to do what was found, which ended the execution
 */
public record RecordedStep(String thread, String text, boolean isFinding) {
    /** What follows the name of an object if others had it before: how many depends on what the exploration did before. */
    private static final Pattern NUMBER = Pattern.compile("#[0-9]+");

    /** Whether it is this that is done, whatever numbers objects of the same name have. */
    boolean isDoneBy(String now) {
        return !isFinding && withoutNumbers(now).equals(withoutNumbers(text));
    }

    private static String withoutNumbers(String text) {
        return NUMBER.matcher(text).replaceAll("");
    }
}
