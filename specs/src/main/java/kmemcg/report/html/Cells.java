package kmemcg.report.html;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import kmemcg.explore.Access;
import kmemcg.explore.Access.Kind;
import org.jspecify.annotations.Nullable;

/** The cells of a story, numbered from 0 as they come up, each in the group in which its value is shown. */
final class Cells {
    /** How fields are called that count who holds an object: refcnt.count, refcount, refs, _count. */
    private static final Pattern HOLDERS = Pattern.compile("refcnt|refcount|\\brefs?\\b|\\b_count\\b");

    private final Map<String, Cell> byName = new LinkedHashMap<>();

    /** @param initial what it held before anything ran */
    record Cell(int number, String name, Kind kind, String initial) {
        /** What the state panel calls its group. */
        String group() {
            return switch (kind) {
                case NUMBER -> HOLDERS.matcher(name).find() ? "references" : "counters";
                case POINTER -> "pointers";
                case LIST -> "lists";
                case LOCK -> "locks";
                case BOOKKEEPING -> "machine";
            };
        }
    }

    static Cells of(Story story) {
        Cells cells = new Cells();
        for (Moment moment : story.moments()) {
            Access access = moment.access();
            if (access != null) {
                cells.byName.merge(
                        access.cell(),
                        new Cell(cells.byName.size(), access.cell(), access.kind(), access.before()),
                        Cells::agreed);
            }
        }
        return cells;
    }

    /** A pointer that once led to a list is one of lists; a word that once was taken is a lock. */
    private static Cell agreed(Cell before, Cell now) {
        boolean isMore = now.kind() == Kind.LIST || now.kind() == Kind.LOCK;
        return isMore ? new Cell(before.number(), before.name(), now.kind(), before.initial()) : before;
    }

    List<Cell> all() {
        return List.copyOf(byName.values());
    }

    /** The cell that a moment is about: the one it accesses, or for a finding the one it names; null if there is none. */
    @Nullable
    Cell of(Moment moment) {
        Access access = moment.access();
        if (access != null) {
            return byName.get(access.cell());
        }
        return moment.isFinding() ? named(moment.text()) : null;
    }

    private @Nullable Cell named(String text) {
        return byName.values().stream()
                .filter(cell -> text.contains(cell.name()))
                .max(Comparator.comparingInt(cell -> cell.name().length()))
                .orElse(null);
    }
}
