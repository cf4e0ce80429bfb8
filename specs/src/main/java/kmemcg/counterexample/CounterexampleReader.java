package kmemcg.counterexample;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.engine.Violation;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.RecordedStep;
import kmemcg.input.InputError;
import kmemcg.input.Nearest;
import kmemcg.input.Source;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import org.jspecify.annotations.Nullable;

/**
 * Reads a counterexample from its text; the form is described at the package. Whatever the input, the outcome is a
 * counterexample or an {@link InputError} with line and column, in memory proportional to {@link #MAX_BYTES}.
 */
public final class CounterexampleReader {
    /** Far more than any counterexample needs; a larger file is not one. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String WHAT = "counterexample";
    private static final String FOREIGN = "name a file that kmemcg check or kmemcg hunt wrote";
    private static final Pattern STEP = Pattern.compile("[ \t]+([0-9]+)(?:[ \t]+(.*))?");
    private static final Pattern RECORDED = Pattern.compile(
            "(.*?)(%s|%s)(.*)".formatted(Pattern.quote(Form.DOES), Pattern.quote(Form.FINDS)), Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}");

    private final Entries entries;

    private CounterexampleReader(Source source) {
        this.entries = new Entries(source);
    }

    public static Counterexample read(Path file) {
        return new CounterexampleReader(Source.read(file, WHAT, MAX_BYTES)).counterexample();
    }

    /**
     * A counterexample from text.
     *
     * @param name of the text, for messages
     */
    public static Counterexample parse(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new CounterexampleReader(Source.of(name, bytes, WHAT, MAX_BYTES)).counterexample();
    }

    private Counterexample counterexample() {
        int version = version();
        Entry design = named(Form.DESIGN);
        String bug = entries.peek().is(Form.BUG) ? name(Form.BUG) : null;
        String engine = name(Form.ENGINE);
        long seed = number(entries.expect(Form.SEED), "seed");
        MemoryModel memory = entries.peek().is(Form.MEMORY) ? memory(entries.expect(Form.MEMORY)) : MemoryModel.SC;
        long walk = entries.peek().is(Form.WALK) ? number(entries.expect(Form.WALK), "walk") : 0;
        entries.expect(Form.REPEAT);
        List<Finding> findings = findings();
        Program program = program();
        String own = program.design().equals(design.value()) ? null : design.value();
        if (own != null && (version == Form.BEFORE_OWN_DESIGNS || bug != null)) {
            throw entries.error(
                    design, "the program below is for the design " + program.design(), "write the same name in both");
        }
        List<String> steps = steps(Form.STEPS);
        List<RecordedStep> recorded = entries.peek().is(Form.RECORD) ? recorded() : List.of();
        lastLine();
        return new Counterexample(
                own, bug, engine, seed, new Violation(program, findings, steps, memory, walk, recorded));
    }

    private int version() {
        String first = entries.line(0).stripTrailing();
        if (!first.startsWith(Form.MAGIC)) {
            throw entries.error(0, 0, "this is no counterexample: its first line is another", FOREIGN);
        }
        int version = IntStream.rangeClosed(1, Form.NEWEST)
                .filter(known -> first.equals(Form.firstLine(known)))
                .findFirst()
                .orElseThrow(() -> entries.error(
                        0,
                        Form.MAGIC.length(),
                        "this form of the file is not known; known are versions 1 to " + Form.NEWEST,
                        "use the kmemcg that wrote it, or find it again"));
        entries.expect("kmemcg");
        return version;
    }

    private String name(String key) {
        return named(key).value();
    }

    private Entry named(String key) {
        Entry entry = entries.expect(key);
        if (!Form.isName(entry.value())) {
            throw entries.error(entry, "this is not the name of a " + key, FOREIGN);
        }
        return entry;
    }

    private long number(Entry entry, String what) {
        @Nullable Long number = NUMBER.matcher(entry.value()).matches() ? parsed(entry.value()) : null;
        if (number == null) {
            throw entries.error(entry, "a %s is a number of 64 bits".formatted(what), "write: %s 1".formatted(what));
        }
        return number;
    }

    private static @Nullable Long parsed(String number) {
        try {
            return Long.valueOf(number);
        } catch (NumberFormatException tooBig) {
            return null;
        }
    }

    private MemoryModel memory(Entry entry) {
        return Stream.of(MemoryModel.values())
                .filter(model -> model.word().equals(entry.value()))
                .findFirst()
                .orElseThrow(() -> entries.error(
                        entry, "there is no such memory model", "write one of: " + list(MemoryModel.values())));
    }

    private static String list(MemoryModel... models) {
        return Stream.of(models).map(MemoryModel::word).collect(Collectors.joining(", "));
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        do {
            Invariant broken = invariant(entries.expect(Form.BROKEN));
            entries.expect(Form.PROMISE);
            findings.add(new Finding(broken, text(Form.KIND), text(Form.MESSAGE)));
        } while (entries.peek().is(Form.BROKEN));
        return findings;
    }

    private Invariant invariant(Entry entry) {
        List<String> names = Stream.of(Invariant.values()).map(Invariant::name).toList();
        if (!names.contains(entry.value())) {
            String nearest = Nearest.of(entry.value(), names);
            throw entries.error(
                    entry,
                    "there is no such invariant",
                    nearest == null ? "write one of: " + String.join(", ", names) : "write " + nearest);
        }
        return Invariant.valueOf(entry.value());
    }

    private String text(String key) {
        Entry entry = entries.expect(key);
        return unescaped(entry.value(), entry.line(), entry.column());
    }

    private String unescaped(String value, int line, int column) {
        int broken = Escapes.firstBroken(value);
        if (broken >= 0) {
            throw entries.error(
                    line, column + broken, "a backslash that begins no escape", "write \\\\ for a backslash");
        }
        return Escapes.unescape(value);
    }

    /** The parser gets the program in its place in the file, so that its errors point into the file. */
    private Program program() {
        entries.expectAlone(Form.PROGRAM);
        StringBuilder text = new StringBuilder();
        int line = 0;
        for (int number : entries.indented()) {
            text.append("\n".repeat(number - line)).append(entries.line(number));
            line = number;
        }
        return ProgramParser.parse(entries.fileName(), text.toString());
    }

    private List<RecordedStep> recorded() {
        int line = entries.peek().line();
        List<RecordedStep> recorded = new ArrayList<>();
        for (String step : steps(Form.RECORD)) {
            Matcher matcher = RECORDED.matcher(step);
            if (!matcher.matches()) {
                throw entries.error(
                        line,
                        0,
                        "step %d of the record has no thread".formatted(recorded.size() + 1),
                        "write: thread%swhat it does".formatted(Form.DOES));
            }
            boolean isFinding = matcher.group(2).equals(Form.FINDS);
            recorded.add(new RecordedStep(matcher.group(1), matcher.group(3), isFinding));
        }
        return recorded;
    }

    private List<String> steps(String key) {
        entries.expectAlone(key);
        List<String> steps = new ArrayList<>();
        for (int number : entries.indented()) {
            steps.add(step(number, steps.size() + 1));
        }
        return steps;
    }

    private String step(int line, int expected) {
        Matcher matcher = STEP.matcher(entries.line(line).stripTrailing());
        if (!matcher.matches() || !matcher.group(1).equals(Integer.toString(expected))) {
            throw entries.error(line, 0, "expected step " + expected, "number the steps from 1");
        }
        return matcher.group(2) == null ? "" : unescaped(matcher.group(2), line, matcher.start(2));
    }

    private void lastLine() {
        entries.expectAlone(Form.END);
        Entry rest = entries.peek();
        if (!rest.key().isEmpty()) {
            throw entries.error(rest.line(), 0, "there is more text behind 'end'", "remove it");
        }
    }
}
