package kmemcg.program;

import java.util.regex.Pattern;

/** What may be a name in a program. */
final class Name {
    static final int MAX_LENGTH = 64;

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0," + (MAX_LENGTH - 1) + "}");

    private Name() {}

    static boolean isName(String word) {
        return SHAPE.matcher(word).matches();
    }

    static String require(String word) {
        if (!isName(word)) {
            throw new IllegalArgumentException("not a name: " + word);
        }
        return word;
    }
}
