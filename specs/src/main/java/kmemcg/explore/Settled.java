package kmemcg.explore;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import org.jspecify.annotations.Nullable;

/** What memory holds before the next execution: what the last run has left, or for a while what an explored one has. */
final class Settled {
    private final ExplorerMachine machine;
    private int cells;
    private int births;

    /** In the order of birth. */
    private final List<ExploredBirth> born = new ArrayList<>();

    /** How to take back what was settled for a while only; null if it is for good. */
    private @Nullable List<Runnable> undo;

    Settled(ExplorerMachine machine) {
        this.machine = machine;
    }

    int cells() {
        return cells;
    }

    int births() {
        return births;
    }

    /** Makes room for one more static cell: its number. */
    int addCell(@Nullable Explorer running) {
        if (running == null) {
            return cells++;
        }
        int number = running.graph().cells;
        running.graph().addCells(1);
        return number;
    }

    List<KernelObject> liveObjects() {
        return born.stream()
                .filter(birth -> !birth.wasFreed)
                .map(ExploredBirth::object)
                .toList();
    }

    /** Takes over what an execution has left in memory. */
    void become(Graph graph) {
        for (int number = 0; number < graph.cells; number++) {
            if (graph.lastWrite[number] >= 0) {
                settle(machine.cell(number), graph, graph.lastWrite[number]);
            }
        }
        for (int event = 0; event < graph.events; event++) {
            switch (graph.kind[event]) {
                case ALLOCATE -> bear(((KernelObject) graph.objectOf(event)).birth());
                case FREE -> bury(machine.birth(graph.number[event]));
                case SPAWN -> finish(Activity.of(graph, event).activity());
                default -> {}
            }
        }
        int oldCells = cells;
        int oldBirths = births;
        cells = graph.cells;
        births = graph.births;
        onUndo(() -> {
            cells = oldCells;
            births = oldBirths;
        });
    }

    private void settle(ExploredCell cell, Graph graph, int write) {
        long oldValue = cell.initialLong();
        Object oldObject = cell.initialObject();
        cell.settle(graph.value[write], graph.object[write]);
        onUndo(() -> cell.settle(oldValue, oldObject));
    }

    private void bear(Birth birth) {
        bearAll((ExploredBirth) birth);
    }

    private void bearAll(ExploredBirth birth) {
        born.add(birth);
        onUndo(() -> born.remove(born.size() - 1));
        birth.inner().forEach(this::bearAll);
    }

    private void bury(ExploredBirth birth) {
        birth.wasFreed = true;
        onUndo(() -> birth.wasFreed = false);
    }

    private void finish(Activity activity) {
        activity.isOver = true;
        onUndo(() -> activity.isOver = false);
    }

    private void onUndo(Runnable step) {
        if (undo != null) {
            undo.add(step);
        }
    }

    /** Takes over what an execution has left for as long as somebody looks at it, and whatever he does. */
    void during(Graph graph, Runnable look) {
        List<Runnable> steps = new ArrayList<>();
        undo = steps;
        try {
            become(graph);
            look.run();
        } finally {
            undo = null;
            for (int step = steps.size() - 1; step >= 0; step--) {
                steps.get(step).run();
            }
        }
    }
}
