package kmemcg.explore;

import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;

/**
 * What is wrong with an execution as such, whatever the design. Memory safety is judged by happens-before, not by the order in
 * which the exploration happened to add the events: an access that nothing puts before the free is a use after free.
 */
final class Checks {
    private final ExplorerMachine machine;
    private final ThreadRunner runner;

    Checks(ExplorerMachine machine, ThreadRunner runner) {
        this.machine = machine;
        this.runner = runner;
    }

    /** Before a new access to a cell. */
    void beforeAccess(ExploredCell cell) {
        ExploredBirth birth = cell.birth;
        if (birth != null && isFreed(birth)) {
            throw stop(
                    Invariant.NO_ACCESS_AFTER_FREE,
                    "use after free",
                    "accesses %s, which is not sure to live".formatted(cell.name()),
                    cell.name());
        }
    }

    private boolean isFreed(ExploredBirth birth) {
        return birth.wasFreed || runner.graph().freedBy[birth.number] >= 0;
    }

    void beforeFree(ExploredBirth birth) {
        if (isFreed(birth)) {
            throw stop(
                    Invariant.NO_ACCESS_AFTER_FREE,
                    "double free",
                    "frees %s again".formatted(birth.name()),
                    birth.name());
        }
    }

    /** After a free: everybody who has touched the object must have done so before. */
    void afterFree(ExploredBirth birth, int free) {
        Graph graph = runner.graph();
        int first = free;
        for (ExploredCell cell : birth.cells()) {
            first = Math.min(first, firstUnordered(graph, cell.number, free));
        }
        if (first < free) {
            throw stop(
                    Invariant.NO_ACCESS_AFTER_FREE,
                    "use after free",
                    "frees %s, while %s may still access %s"
                            .formatted(birth.name(), runner.name(graph.thread[first]), cellName(graph, first)),
                    birth.name());
        }
    }

    /** The first access to a cell that is not before a free; the free itself if there is none. */
    private static int firstUnordered(Graph graph, int cell, int free) {
        Rows before = graph.happensBefore();
        int first = free;
        for (int write = graph.lastWrite[cell]; write >= 0; write = graph.from[write]) {
            first = before.has(free, write) ? first : Math.min(first, write);
        }
        for (int reader = graph.readers[cell]; reader >= 0; reader = graph.link[reader]) {
            boolean isOrdered = graph.kind[reader] == EventKind.BLOCKED || before.has(free, reader);
            first = isOrdered ? first : Math.min(first, reader);
        }
        return first;
    }

    /**
     * Before a new access to a cell: if it or a conflicting one is plain, something must put that one before it. What it will read is
     * not yet chosen, and must not be what does.
     */
    void races(ExploredCell cell, EventKind kind) {
        cell.isPlain |= kind.isPlain();
        if (!cell.isPlain) {
            return;
        }
        Graph graph = runner.graph();
        for (int write = graph.lastWrite[cell.number]; write >= 0; write = graph.from[write]) {
            checkRace(graph, kind, write);
        }
        for (int reader = graph.readers[cell.number]; kind.isWrite() && reader >= 0; reader = graph.link[reader]) {
            if (graph.kind[reader] != EventKind.BLOCKED) {
                checkRace(graph, kind, reader);
            }
        }
    }

    private void checkRace(Graph graph, EventKind kind, int other) {
        boolean isPlain = kind.isPlain() || graph.kind[other].isPlain();
        if (isPlain && !comesBefore(graph, other)) {
            throw stop(
                    Invariant.PROGRESS,
                    "data race",
                    "accesses %s while %s does, and one of them plainly"
                            .formatted(cellName(graph, other), runner.name(graph.thread[other])),
                    cellName(graph, other));
        }
    }

    /** Whether an event happens before whatever the running thread does next. */
    private boolean comesBefore(Graph graph, int event) {
        int last = graph.last[runner.current()];
        int cause = last >= 0 ? last : graph.spawnOf(runner.current());
        return cause >= 0 && (cause == event || graph.happensBefore().has(cause, event));
    }

    private String cellName(Graph graph, int event) {
        return machine.cell(graph.cell[event]).name();
    }

    private Unwind stop(Invariant broken, String kind, String what, String accessed) {
        return runner.stop(new Finding(broken, kind, "%s %s".formatted(runner.name(runner.current()), what)), accessed);
    }
}
