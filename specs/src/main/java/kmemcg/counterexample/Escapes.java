package kmemcg.counterexample;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Any text in one line in which everything can be seen, and back. Escaped are the backslash; control and format characters
 * (which end lines, move the cursor or turn the writing direction); halves of surrogate pairs, which UTF-8 does not have;
 * spaces that only look like one; and a space at either end, which editors remove.
 */
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(\\\\|u([0-9A-F]{4}))?");

    private Escapes() {}

    static String escape(String text) {
        StringBuilder result = new StringBuilder();
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            boolean outer = at == 0 || at == text.length() - 1;
            if (c == '\\') {
                result.append("\\\\");
            } else if (isHidden(c) || (c == ' ' && outer)) {
                Character.toString(c).chars().forEach(unit -> result.append(escaped(unit)));
            } else {
                result.appendCodePoint(c);
            }
        }
        return result.toString();
    }

    private static String escaped(int unit) {
        return String.format(Locale.ROOT, "\\u%04X", unit);
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> false;
        };
    }

    /** Where the first backslash is that begins no escape; -1 if there is none. */
    static int firstBroken(String text) {
        Matcher matcher = ESCAPE.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) == null) {
                return matcher.start();
            }
        }
        return -1;
    }

    /** The text that was escaped, given one without broken escapes. */
    static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> {
            String code = match.group(2);
            String unit = code == null ? "\\" : Character.toString((char) Integer.parseInt(code, 16));
            return Matcher.quoteReplacement(unit);
        });
    }
}
