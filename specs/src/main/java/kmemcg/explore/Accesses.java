package kmemcg.explore;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import kmemcg.explore.Access.Kind;
import org.jspecify.annotations.Nullable;

/** What the units of an execution do to cells, asked for one after the other in a sequence of sequential consistency. */
final class Accesses {
    private final ExplorerMachine machine;
    private final Graph graph;
    private final Map<Integer, String> held = new HashMap<>();
    private final Set<Integer> locks = new HashSet<>();

    Accesses(ExplorerMachine machine, Graph graph) {
        this.machine = machine;
        this.graph = graph;
    }

    /** What the next unit does; null if it accesses no cell. */
    @Nullable
    Access next(Unit unit) {
        int number = graph.cell[unit.first()];
        boolean isRead = graph.kind[unit.first()].isRead();
        boolean isWrite = graph.kind[unit.last()].isWrite();
        if (number < 0 || !(isRead || isWrite)) {
            return null;
        }
        ExploredCell cell = machine.cell(number);
        Kind kind = kind(cell, unit);
        String before = held.containsKey(number)
                ? held.get(number)
                : text(kind, cell, cell.initialLong(), cell.initialObject());
        String after = isWrite ? text(kind, cell, graph.value[unit.last()], graph.object[unit.last()]) : before;
        held.put(number, after);
        return new Access(cell.name(), kind, isRead, isWrite, before, after);
    }

    private Kind kind(ExploredCell cell, Unit unit) {
        if (cell.isBookkeeping) {
            return Kind.BOOKKEEPING;
        }
        if (isOfLock(graph.kind[unit.first()])) {
            locks.add(cell.number);
        }
        if (locks.contains(cell.number)) {
            return Kind.LOCK;
        }
        if (cell instanceof ExploredWord) {
            return Kind.NUMBER;
        }
        Object seen = graph.object[unit.last()];
        return Access.isList(seen) ? Kind.LIST : Kind.POINTER;
    }

    /** Whoever gives a lock back has taken it before, so what gives it back needs not be known. */
    private static boolean isOfLock(EventKind kind) {
        return kind == EventKind.LOCK_READ || kind == EventKind.TRYLOCK_READ || kind == EventKind.UNLOCK;
    }

    private static String text(Kind kind, ExploredCell cell, long value, @Nullable Object object) {
        if (kind == Kind.LOCK) {
            return value == 0 ? "free" : "taken";
        }
        return cell.valueText(value, object);
    }
}
