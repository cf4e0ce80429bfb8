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
            boolean isBorn = number >= machine.staticCells();
            if (write >= 0 || isBorn) {
                ExploredCell cell = machine.cell(number);
                addName(print, cell, isBorn);
                addValue(
                        print,
                        write < 0 ? cell.initialLong() : graph.value[write],
                        write < 0 ? cell.initialObject() : graph.object[write]);
            }
        }
        print.add(graph.births);
        for (int birth = 0; birth < graph.births; birth++) {
            if (graph.freedBy[birth] >= 0) {
                print.add(machine.birth(birth).name());
            }
        }
    }

    /** A cell that is there from the start has the same number in every execution. */
    private static void addName(Fingerprint print, ExploredCell cell, boolean isBorn) {
        if (isBorn) {
            print.add(cell.mark());
        } else {
            print.add(cell.number);
        }
    }

    /** A pointer has no number, and what has a number is no pointer. */
    private void addValue(Fingerprint print, long value, @Nullable Object object) {
        if (object == null) {
            print.add(value);
        } else {
            print.add(marks.of(object));
        }
    }
}
