package kmemcg.report;

/** The few colours a report uses: ANSI's select graphic rendition, ECMA-48 section 8.3.117. */
public enum Paint {
    PLAIN(""),
    GOOD("32"),
    BAD("1;31"),
    DOUBTFUL("33"),
    HEADING("1");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    /** The text as it is written to a terminal, or as it is if colour is not wanted. */
    public String on(String text, boolean colour) {
        return colour && this != PLAIN ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
