package kmemcg.explore;

import org.jspecify.annotations.Nullable;

/** What an execution has left in memory: each cell that was born or written, and what was freed. */
final class FinalState {
    private final ExplorerMachine machine;
    private final ObjectMarks marks = new ObjectMarks();

    FinalState(ExplorerMachine machine) {
        this.machine = machine;
    }

    void addTo(Fingerprint print, Graph graph) {
        for (int number = 0; number < graph.cells; number++) {
            int write = graph.lastWrite[number];
            if (write >= 0) {
                add(print, machine.cell(number), graph.value[write], graph.object[write]);
            } else if (number >= machine.staticCells()) {
                ExploredCell cell = machine.cell(number);
                add(print, cell, cell.initialLong(), cell.initialObject());
            }
        }
        print.add(graph.births);
        for (int birth = 0; birth < graph.births; birth++) {
            if (graph.freedBy[birth] >= 0) {
                print.add(machine.birth(birth).name());
            }
        }
    }

    private void add(Fingerprint print, ExploredCell cell, long value, @Nullable Object object) {
        print.add(cell.mark());
        print.add(value);
        print.add(marks.of(object));
    }
}
