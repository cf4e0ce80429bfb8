package kmemcg.counterexample;

import java.util.regex.Pattern;

/** The words of the file and how its lines look, for writer and reader alike. */
final class Form {
    static final String MAGIC = "kmemcg counterexample ";

    /** The version in which a design of a user's own was named as if it were a bug; all else is as in the newest. */
    static final int BEFORE_OWN_DESIGNS = 1;

    static final int NEWEST = 2;

    static final String DESIGN = "design";
    static final String BUG = "bug";
    static final String ENGINE = "engine";
    static final String SEED = "seed";
    static final String MEMORY = "memory";
    static final String WALK = "walk";
    static final String REPEAT = "repeat";
    static final String BROKEN = "broken";
    static final String PROMISE = "promise";
    static final String KIND = "kind";
    static final String MESSAGE = "message";
    static final String PROGRAM = "program";
    static final String STEPS = "steps";
    static final String RECORD = "record";
    static final String END = "end";

    static final String INDENT = "  ";

    /** Between a thread and what it does, and between a thread and what was found at its next step. */
    static final String DOES = " | ";

    static final String FINDS = " ! ";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private Form() {}

    static String firstLine(int version) {
        return MAGIC + version;
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static void requireName(String text) {
        if (!isName(text)) {
            throw new IllegalArgumentException("not a name: " + text);
        }
    }

    static String entry(String key, String value) {
        return "%-8s %s".formatted(key, value).stripTrailing();
    }

    static String step(int number, String text) {
        return "%s%2d  %s".formatted(INDENT, number, text).stripTrailing();
    }
}
