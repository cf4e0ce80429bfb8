package kmemcg.program;

/**
 * A word or a sign of a program's text.
 *
 * @param text the text, empty at the end of a line
 * @param line from 0
 * @param column of its first char, from 0
 */
record Token(String text, int line, int column) {
    boolean is(String expected) {
        return text.equals(expected);
    }

    boolean isEnd() {
        return text.isEmpty();
    }

    /** How messages show it. */
    String shown() {
        return isEnd() ? "the end of the line" : "'" + text + "'";
    }
}
