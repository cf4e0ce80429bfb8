package kmemcg.counterexample;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kmemcg.input.InputError;
import kmemcg.input.Source;

/** The lines of a counterexample file, read once from the first to the last. */
final class Entries {
    private static final Pattern ENTRY = Pattern.compile("(\\S+)[ \t]*(.*)");
    private static final Pattern INDENTED = Pattern.compile("[ \t].*");

    private final Source source;
    private int next;

    Entries(Source source) {
        this.source = source;
        skipBlank();
    }

    private void skipBlank() {
        while (next < source.lines().size() && source.lines().get(next).isBlank()) {
            next++;
        }
    }

    /** The next line that is not blank. */
    Entry peek() {
        if (next == source.lines().size()) {
            int last = next - 1;
            return new Entry("", "", last, source.lines().get(last).length());
        }
        Matcher matcher = ENTRY.matcher(source.lines().get(next));
        return matcher.matches()
                ? new Entry(matcher.group(1), matcher.group(2).stripTrailing(), next, matcher.start(2))
                : new Entry(source.lines().get(next).strip(), "", next, 0);
    }

    /** Reads the next line, which must have this key. */
    Entry expect(String key) {
        Entry entry = peek();
        if (!entry.is(key)) {
            throw misplaced(entry, key);
        }
        next++;
        skipBlank();
        return entry;
    }

    /** Reads the next line, which must be this word and nothing else. */
    void expectAlone(String word) {
        Entry entry = expect(word);
        if (!entry.value().isEmpty()) {
            throw error(entry, "there is more text behind '%s'".formatted(word), "remove it");
        }
    }

    private InputError misplaced(Entry entry, String key) {
        String what = "expected '%s', found %s".formatted(key, entry.shown());
        return entry.key().isEmpty()
                ? error(entry.line(), entry.column(), "the file was cut off: " + what, "find the counterexample again")
                : error(entry.line(), 0, what, "keep the lines in the order in which kmemcg writes them");
    }

    /** The numbers of the indented lines from here on, blank ones left out. */
    List<Integer> indented() {
        List<Integer> lines = new ArrayList<>();
        while (next < source.lines().size()
                && INDENTED.matcher(source.lines().get(next)).matches()) {
            lines.add(next);
            next++;
            skipBlank();
        }
        return lines;
    }

    String line(int number) {
        return source.lines().get(number);
    }

    String fileName() {
        return source.name();
    }

    InputError error(Entry entry, String what, String remedy) {
        return error(entry.line(), entry.column(), what, remedy);
    }

    InputError error(int line, int column, String what, String remedy) {
        return source.error(line, column, what, remedy);
    }
}
