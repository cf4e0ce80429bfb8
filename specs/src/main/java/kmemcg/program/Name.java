package kmemcg.program;

/** What may be a name in a program. */
final class Name {
    static final int MAX_LENGTH = 64;

    private Name() {}

    static boolean isName(String word) {
        return !word.isEmpty()
                && word.length() <= MAX_LENGTH
                && (isLetter(word.charAt(0)) || word.charAt(0) == '_')
                && word.chars().allMatch(c -> isLetter(c) || isDigit(c) || "_-.".indexOf(c) >= 0);
    }

    private static boolean isLetter(int c) {
        return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return '0' <= c && c <= '9';
    }

    static String require(String word) {
        if (!isName(word)) {
            throw new IllegalArgumentException("not a name: " + word);
        }
        return word;
    }
}
