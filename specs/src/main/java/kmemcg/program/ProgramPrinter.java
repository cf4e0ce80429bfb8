package kmemcg.program;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.design.CacheFlag;
import kmemcg.memcg.Geometry;
import kmemcg.program.Program.Phase;
import kmemcg.program.World.Cache;
import kmemcg.program.World.Group;

/**
 * Writes a program as text, in one canonical form: equal programs give equal texts, and {@link ProgramParser} reads each text
 * back to an equal program. The form is described at the package.
 */
public final class ProgramPrinter {
    private static final int WIDTH = 100;

    private ProgramPrinter() {}

    /** The program's text; lines end in {@code \n}. */
    public static String print(Program program) {
        List<String> lines = new ArrayList<>();
        lines.add(line("design", program.design()));
        wrapped(items(program.world())).forEach(items -> lines.add(line("world", items)));
        int margin = placeWidth(program);
        for (Phase phase : Phase.values()) {
            segments(program, phase, margin).forEach(lines::add);
        }
        program.expectations().forEach(expectation -> lines.add(line("finally", expectation.toString())));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String line(String keyword, String rest) {
        return "%-7s %s".formatted(keyword, rest);
    }

    private static List<String> items(World world) {
        Stream<String> groups = world.groups().stream().map(ProgramPrinter::group);
        Stream<String> caches = world.caches().stream().map(ProgramPrinter::cache);
        Stream<String> cpus = Stream.of("cpus " + world.cpus());
        return Stream.of(groups, caches, cpus, sizes(world.geometry()))
                .flatMap(items -> items)
                .toList();
    }

    private static String group(Group group) {
        Long limit = group.limit();
        String pages = limit == null ? "" : " limit %d %s".formatted(limit, limit == 1 ? "page" : "pages");
        return group.name() + " < " + group.parent() + pages;
    }

    private static String cache(Cache cache) {
        String flags = cache.flags().stream()
                .map(CacheFlag::word)
                .map(word -> " " + word)
                .collect(Collectors.joining());
        return "cache " + cache.name() + " " + cache.objectSize() + flags;
    }

    private static Stream<String> sizes(Geometry geometry) {
        return Stream.of(
                        size("page", geometry.pageSize(), Geometry.SMALL.pageSize()),
                        size("batch", geometry.chargeBatch(), Geometry.SMALL.chargeBatch()),
                        size("retries", geometry.reclaimRetries(), Geometry.SMALL.reclaimRetries()))
                .flatMap(items -> items);
    }

    private static Stream<String> size(String word, int value, int usual) {
        return value == usual ? Stream.empty() : Stream.of(word + " " + value);
    }

    /** Joins the items by commas into as many lines as keep each within the width. */
    private static List<String> wrapped(List<String> items) {
        List<String> lines = new ArrayList<>();
        String line = items.get(0);
        for (String item : items.subList(1, items.size())) {
            String longer = line + ", " + item;
            if (longer.length() > WIDTH) {
                lines.add(line);
                longer = item;
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }

    private static int placeWidth(Program program) {
        return Stream.of(Phase.values())
                .flatMap(phase -> program.segments(phase).stream())
                .mapToInt(segment -> segment.place().length() + 1)
                .max()
                .orElse(0);
    }

    private static Stream<String> segments(Program program, Phase phase, int margin) {
        List<Segment> segments = program.segments(phase);
        return IntStream.range(0, segments.size()).mapToObj(index -> {
            Segment segment = segments.get(index);
            String keyword = phase == Phase.THREADS ? phase.word() + (index + 1) : phase.word();
            String place = String.format("%-" + margin + "s", segment.place() + ":");
            return line(keyword, place + " " + operations(segment));
        });
    }

    private static String operations(Segment segment) {
        return segment.operations().stream().map(Operation::toString).collect(Collectors.joining(" ; "));
    }
}
