package kmemcg.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The text of a small file, its name, and how to point into it. Lines end in LF, CR LF or CR. */
public final class Source {
    private static final int EXCERPT = 120;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String name;
    private final List<String> lines;

    private Source(String name, String text) {
        this.name = name;
        this.lines = List.of(text.split("\r\n|\n|\r", -1));
    }

    /**
     * Reads a file, but never more of it than a limit.
     *
     * @param what the file should be, for messages: {@code "program"}
     * @param maxBytes a larger file is not one
     */
    public static Source read(Path path, String what, int maxBytes) {
        try (InputStream in = Files.newInputStream(path)) {
            return of(path.toString(), in.readNBytes(maxBytes + 1), what, maxBytes);
        } catch (IOException e) {
            throw new InputError(
                    "the %s cannot be read: %s".formatted(what, reason(e)), path.toString(), "name a readable file");
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }

    /** A text that is in memory already. */
    public static Source of(String name, byte[] bytes, String what, int maxBytes) {
        if (bytes.length > maxBytes) {
            throw new InputError(
                    "the file is too big for a " + what, name, "a %s has at most %d bytes".formatted(what, maxBytes));
        }
        String text = decode(name, bytes);
        return new Source(name, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    private static String decode(String name, byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
        } catch (CharacterCodingException e) {
            int line = (int) new String(bytes, 0, rest.position(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .count();
            String where = "%s:%d: byte %d of the file".formatted(name, Math.max(1, line), rest.position() + 1);
            throw new InputError("the file is not UTF-8 text", where, "save it as UTF-8");
        }
    }

    public String name() {
        return name;
    }

    /** At least one line; the last one is empty if the text ends in a line end. */
    public List<String> lines() {
        return lines;
    }

    /**
     * An error at a place.
     *
     * @param line from 0
     * @param column from 0, in chars
     */
    public InputError error(int line, int column, String what, String remedy) {
        String text = lines.get(line);
        int start = Math.max(0, Math.min(column - EXCERPT / 2, text.length() - EXCERPT));
        int end = Math.min(text.length(), start + EXCERPT);
        String excerpt = "        " + visible(text.substring(start, end));
        String caret =
                "        " + " ".repeat(visible(text.substring(start, column)).length()) + "^";
        String position = "%s:%d:%d".formatted(name, line + 1, text.codePointCount(0, column) + 1);
        return new InputError(what, String.join(System.lineSeparator(), position, excerpt, caret), remedy);
    }

    /** The text with nothing in it that would move a terminal's cursor by other than one column. */
    public static String visible(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(c -> result.append(c < ' ' || c > '~' ? (c == '\t' ? ' ' : '?') : (char) c));
        return result.toString();
    }
}
