package kmemcg.program;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kmemcg.design.Vocabulary;
import kmemcg.input.InputError;
import kmemcg.input.Source;
import kmemcg.program.Place.Part;
import kmemcg.program.Program.Expectation;
import kmemcg.program.Program.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Reads a program from its text; the grammar is described at the package. Each line is read from left to right and never
 * again; what a name means is checked afterwards, by {@link ProgramRules}, which points back into the text by {@link Place}.
 *
 * <p>Whatever the input, the outcome is a program that keeps the rules or an {@link InputError} with line and column.
 */
public final class ProgramParser {
    /** Far more than any program needs; a larger file is not one. */
    private static final int MAX_BYTES = 64 * 1024;

    private static final String WHAT = "program";
    private static final List<String> KEYWORDS = List.of("design", "world", "before", "T1", "after", "finally");

    private final Source source;
    private final Map<String, Vocabulary> vocabularies;
    private final Map<Place, Token> marks = new HashMap<>();
    private final WorldParser world;
    private final List<Expectation> expectations = new ArrayList<>();
    private final Map<Phase, List<Segment>> segments = new HashMap<>();
    private Part reached = Part.DESIGN;
    private @Nullable String design;

    private ProgramParser(Source source, Map<String, Vocabulary> vocabularies) {
        this.source = source;
        this.vocabularies = vocabularies;
        this.world = new WorldParser(marks::put);
        Stream.of(Phase.values()).forEach(phase -> segments.put(phase, new ArrayList<>()));
    }

    /**
     * A program from text.
     *
     * @param name of the text, for messages
     */
    public static Program parse(String name, String text) {
        return parse(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A program from bytes, which should be UTF-8. */
    public static Program parse(String name, byte[] text) {
        return new ProgramParser(Source.of(name, text, WHAT, MAX_BYTES), Map.of()).program();
    }

    /**
     * A program from a file, for one of these designs and in its words.
     *
     * @param vocabularies by the name of the design
     */
    public static Program read(Path file, Map<String, Vocabulary> vocabularies) {
        return new ProgramParser(Source.read(file, WHAT, MAX_BYTES), vocabularies).program();
    }

    private Program program() {
        for (int number = 0; number < source.lines().size(); number++) {
            Line line = Line.of(source, number);
            if (!line.isBlank()) {
                line(line);
            }
        }
        if (design == null) {
            throw source.error(0, 0, "there is no program: a design line is missing", "begin with: design objcg");
        }
        Program program = new Program(
                design,
                world.world(),
                segmentsOf(Phase.BEFORE),
                segmentsOf(Phase.THREADS),
                segmentsOf(Phase.AFTER),
                expectations);
        checkRules(program);
        return program;
    }

    private void line(Line line) {
        Token head = line.next();
        switch (head.text()) {
            case "design" -> design(line, head);
            case "world" -> {
                reach(Part.GROUP, line, head);
                world.items(line);
            }
            case "before" -> segment(Phase.BEFORE, line, head);
            case "after" -> segment(Phase.AFTER, line, head);
            case "finally" -> expectation(line, head);
            default -> thread(line, head);
        }
    }

    private void reach(Part part, Line line, Token head) {
        if (design == null) {
            throw line.error(head, "expected a design line, found " + head.shown(), "begin with: design objcg");
        }
        if (part.compareTo(reached) < 0) {
            throw line.error(
                    head,
                    "%s comes too late".formatted(head.shown()),
                    "keep this order: design, world, before, T1 T2 ..., after, finally");
        }
        reached = part;
    }

    private void design(Line line, Token head) {
        if (design != null) {
            throw line.error(head, "a second design line", "write one program for each design");
        }
        Token name = line.name("the name of a design", "write: design objcg");
        if (!vocabularies.isEmpty() && !vocabularies.containsKey(name.text())) {
            throw line.unknown(
                    name, "a design", vocabularies.keySet().stream().sorted().toList());
        }
        line.expectEnd("write: design objcg");
        marks.put(Place.program(), name);
        design = name.text();
    }

    private void thread(Line line, Token head) {
        if (!head.text().matches("T[0-9]+")) {
            throw line.unknown(head, "the beginning of a line", KEYWORDS);
        }
        int number = segmentsOf(Phase.THREADS).size() + 1;
        if (!head.is("T" + number)) {
            throw line.error(head, "threads are numbered T1, T2, ...; this one is T" + number, "write T" + number);
        }
        segment(Phase.THREADS, line, head);
    }

    private void segment(Phase phase, Line line, Token head) {
        Part part = Part.of(phase);
        reach(part, line, head);
        List<Segment> siblings = segmentsOf(phase);
        int index = siblings.size();
        String remedy = "write: %s cpu0 in root: settle".formatted(head.text());
        Token place = line.next();
        marks.put(Place.of(part, index, Place.CPU), place);
        int cpu = cpu(line, place, remedy);
        String group = World.ROOT;
        if (line.accept("in")) {
            marks.put(Place.of(part, index, Place.GROUP), line.peek());
            group = line.name("a group", remedy).text();
        }
        line.expect(":", remedy);
        siblings.add(new Segment(cpu, group, operations(line, phase, index)));
    }

    private static int cpu(Line line, Token token, String remedy) {
        if (!token.text().startsWith("cpu")) {
            throw line.error(token, "expected a CPU such as cpu0, found " + token.shown(), remedy);
        }
        String number = token.text().substring("cpu".length());
        String complaint = Quantity.CPU.complaint(number);
        if (complaint != null) {
            throw line.error(token, complaint, remedy);
        }
        return (int) Quantity.CPU.parse(number);
    }

    private List<Operation> operations(Line line, Phase phase, int segment) {
        List<Operation> operations = new ArrayList<>();
        do {
            operations.add(OperationParser.parse(line, Place.of(phase, segment, operations.size()), marks::put));
        } while (line.accept(";"));
        return operations;
    }

    private void expectation(Line line, Token head) {
        reach(Part.EXPECTATION, line, head);
        String remedy = "write: finally usage GROUP == PAGES";
        line.expect("usage", remedy);
        Token group = line.name("a group", remedy);
        line.expect("==", remedy);
        long pages = line.number(Quantity.PAGES, remedy);
        line.expectEnd(remedy);
        marks.put(Place.of(Part.EXPECTATION, expectations.size()), group);
        expectations.add(new Expectation(group.text(), pages));
    }

    private List<Segment> segmentsOf(Phase phase) {
        return segments.computeIfAbsent(phase, absent -> new ArrayList<>());
    }

    private void checkRules(Program program) {
        Vocabulary vocabulary = vocabularies.get(program.design());
        Stream<Breach> foreign = vocabulary == null ? Stream.empty() : ProgramRules.foreign(program, vocabulary);
        Stream.concat(ProgramRules.breaches(program).stream(), foreign)
                .min(Comparator.comparing(Breach::place, Place.ORDER))
                .ifPresent(breach -> {
                    Token at = tokenAt(breach.place());
                    throw source.error(at.line(), at.column(), breach.what(), breach.remedy());
                });
    }

    private Token tokenAt(Place place) {
        Token token = marks.get(place);
        if (token == null) {
            throw new IllegalStateException("nobody marked " + place);
        }
        return token;
    }
}
