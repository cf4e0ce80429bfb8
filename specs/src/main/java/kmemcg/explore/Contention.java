package kmemcg.explore;

import java.util.BitSet;

/**
 * Which accesses have to do with other threads? Those of a cell that two threads access, one of them writing, so that neither
 * access is bound to come before the other by the program's structure: by program order, by the one thread's deferring the
 * other, or by waiting for its end. A free is a write of all the object's cells.
 */
final class Contention {
    private final ExplorerMachine machine;
    private final Graph graph;

    /** For each event what comes before it by structure. */
    private final BitSet[] before;

    private final BitSet contended = new BitSet();

    Contention(ExplorerMachine machine, Graph graph) {
        this.machine = machine;
        this.graph = graph;
        this.before = new BitSet[graph.events];
        for (int event = 0; event < graph.events; event++) {
            before[event] = new BitSet();
            addBefore(event);
        }
        for (int event = 0; event < graph.events; event++) {
            for (int other = 0; other < event; other++) {
                if (conflict(event, other) && !before[event].get(other)) {
                    contended.set(event);
                    contended.set(other);
                }
            }
        }
    }

    private void addBefore(int event) {
        int cause = graph.po[event] >= 0 ? graph.po[event] : graph.spawnOf(graph.thread[event]);
        add(event, cause);
        if (graph.kind[event] == EventKind.JOIN && graph.number[event] >= 0) {
            add(event, graph.last[graph.number[event]]);
        }
    }

    private void add(int event, int cause) {
        if (cause >= 0) {
            before[event].or(before[cause]);
            before[event].set(cause);
        }
    }

    private boolean conflict(int event, int other) {
        return graph.thread[event] != graph.thread[other]
                && (touches(event, other) || touches(other, event))
                && (changes(event) || changes(other));
    }

    /** Whether one event accesses the cell that another accesses, or frees its object. */
    private boolean touches(int event, int other) {
        int cell = graph.cell[other];
        if (cell < 0) {
            return false;
        }
        ExploredBirth birth = machine.cell(cell).birth;
        return graph.cell[event] == cell
                || (graph.kind[event] == EventKind.FREE && birth != null && birth.number == graph.number[event]);
    }

    private boolean changes(int event) {
        return graph.kind[event].isWrite() || graph.kind[event] == EventKind.FREE;
    }

    /** Whether others can have to do with what a unit does. */
    boolean concerns(Unit unit) {
        return contended.get(unit.first()) || contended.get(unit.last());
    }
}
