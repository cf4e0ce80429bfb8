package kmemcg.report;

/**
 * Text for XML 1.0 and HTML, which have no control characters but tab and line feed, not even as references, no halves of surrogate pairs, and
 * no code points that are no characters. Each of these is shown as U+FFFD, the replacement character.
 */
public final class MarkupText {
    private static final int REPLACEMENT = 0xFFFD;

    private MarkupText() {}

    /** The text with only letters in it that a document can have; markup in it is not escaped. */
    public static String printable(String text) {
        return text.codePoints()
                .map(letter -> isLetter(letter) ? letter : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The text with its markup escaped besides, for content and for values in double quotes. */
    public static String escaped(String text) {
        return printable(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static boolean isLetter(int letter) {
        boolean isControl = letter < 0x20 || (letter >= 0x7F && letter < 0xA0);
        boolean isSurrogate = letter >= 0xD800 && letter <= 0xDFFF;
        boolean isNone = (letter & 0xFFFE) == 0xFFFE || (letter >= 0xFDD0 && letter <= 0xFDEF);
        return letter == '\n' || letter == '\t' || !(isControl || isSurrogate || isNone);
    }
}
