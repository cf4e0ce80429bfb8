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
                    "accesses %s, which is not sure to live".formatted(cell.name()));
        }
    }

    private boolean isFreed(ExploredBirth birth) {
        return birth.wasFreed || runner.graph().freedBy[birth.number] >= 0;
    }

    void beforeFree(ExploredBirth birth) {
        if (isFreed(birth)) {
            throw stop(Invariant.NO_ACCESS_AFTER_FREE, "double free", "frees %s again".formatted(birth.name()));
        }
    }

    /** After a free: everybody who has touched the object must have done so before. */
    void afterFree(ExploredBirth birth, int free) {
        Graph graph = runner.graph();
        Rows before = graph.happensBefore();
        for (int event = 0; event < free; event++) {
            EventKind kind = graph.kind[event];
            if ((kind.isRead() || kind.isWrite())
                    && machine.cell(graph.cell[event]).birth == birth
                    && !before.has(free, event)) {
                throw stop(
                        Invariant.NO_ACCESS_AFTER_FREE,
                        "use after free",
                        "frees %s, while %s may still access %s"
                                .formatted(birth.name(), runner.name(graph.thread[event]), cellName(graph, event)));
            }
        }
    }

    /** After a new access: a plain one needs an order with every conflicting one. */
    void afterAccess(ExploredCell cell, int event) {
        Graph graph = runner.graph();
        cell.isPlain |= graph.kind[event].isPlain();
        if (!cell.isPlain) {
            return;
        }
        boolean writes = graph.kind[event].isWrite();
        for (int write = graph.lastWrite[cell.number]; write >= 0; write = graph.from[write]) {
            checkRace(graph, event, write);
        }
        for (int reader = graph.readers[cell.number]; writes && reader >= 0; reader = graph.link[reader]) {
            if (graph.kind[reader] != EventKind.BLOCKED) {
                checkRace(graph, event, reader);
            }
        }
    }

    private void checkRace(Graph graph, int event, int other) {
        boolean isPlain = graph.kind[event].isPlain() || graph.kind[other].isPlain();
        if (isPlain && other != event && !graph.happensBefore().has(event, other)) {
            throw stop(
                    Invariant.PROGRESS,
                    "data race",
                    "accesses %s while %s does, and one of them plainly"
                            .formatted(cellName(graph, event), runner.name(graph.thread[other])));
        }
    }

    private String cellName(Graph graph, int event) {
        return machine.cell(graph.cell[event]).name();
    }

    private Unwind stop(Invariant broken, String kind, String what) {
        return runner.stop(new Finding(broken, kind, "%s %s".formatted(runner.name(runner.current()), what)));
    }
}
