package kmemcg.explore;

import kmemcg.explore.Explorer.Leaf;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;

/**
 * What is wrong with an execution as such, whatever the design. Memory safety is judged by happens-before, not by the order in
 * which the exploration happened to add the events: an access that nothing puts before the free is a use after free.
 */
final class Checks {
    private final ExplorerMachine machine;
    private final Explorer explorer;

    Checks(ExplorerMachine machine, Explorer explorer) {
        this.machine = machine;
        this.explorer = explorer;
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
        return birth.wasFreed || explorer.graph.freedBy[birth.number] >= 0;
    }

    void beforeFree(ExploredBirth birth) {
        if (isFreed(birth)) {
            throw stop(Invariant.NO_ACCESS_AFTER_FREE, "double free", "frees %s again".formatted(birth.name()));
        }
    }

    /** After a free: everybody who has touched the object must have done so before. */
    void afterFree(ExploredBirth birth, int free) {
        Graph graph = explorer.graph;
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
                                .formatted(
                                        birth.name(),
                                        machine.threadName(explorer, graph.thread[event]),
                                        cellName(graph, event)));
            }
        }
    }

    /**
     * Before the open event accesses a cell: if it or a conflicting one is plain, something must put that one before it. What it
     * will read is not yet chosen, and must not be what does.
     */
    void races(ExploredCell cell) {
        Graph graph = explorer.graph;
        int event = graph.events;
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
        if (isPlain && !graph.happensBefore().has(event, other)) {
            throw stop(
                    Invariant.PROGRESS,
                    "data race",
                    "accesses %s while %s does, and one of them plainly"
                            .formatted(cellName(graph, other), machine.threadName(explorer, graph.thread[other])));
        }
    }

    private String cellName(Graph graph, int event) {
        return machine.cell(graph.cell[event]).name();
    }

    private Unwind stop(Invariant broken, String kind, String what) {
        return explorer.stop(
                new Finding(broken, kind, "%s %s".formatted(machine.threadName(explorer, explorer.current()), what)));
    }

    /** When no thread can go on. */
    Leaf atEnd() {
        Graph graph = explorer.graph;
        boolean isComplete = true;
        boolean isForEver = true;
        for (int thread = 0; thread < graph.threads; thread++) {
            if (graph.isPresent(thread) && !graph.hasEnded(thread)) {
                isComplete = false;
                isForEver &= waitsForEver(graph, graph.last[thread]);
            }
        }
        if (isComplete) {
            return Leaf.COMPLETE;
        }
        return isForEver ? Leaf.DEADLOCKED : Leaf.BLOCKED;
    }

    /** Whether what a thread waits for cannot come: it has seen the newest there is. */
    private static boolean waitsForEver(Graph graph, int last) {
        return switch (graph.kind[last]) {
            case BLOCKED -> !Waiting.wantsNewest(graph, last);
            case STUCK -> Waiting.allReadNewest(graph, last);
            default -> true;
        };
    }
}
