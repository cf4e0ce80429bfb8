package kmemcg.explore;

/** What an execution has left in memory, as text: each cell that was written, and what was freed. */
final class FinalState {
    private final ExplorerMachine machine;
    private final Graph graph;

    FinalState(ExplorerMachine machine, Graph graph) {
        this.machine = machine;
        this.graph = graph;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int cell = 0; cell < graph.cells; cell++) {
            int write = graph.lastWrite[cell];
            if (write >= 0) {
                text.append(machine.cell(cell).name()).append('=').append(graph.value[write]);
                text.append('|').append(graph.object[write]).append('\n');
            }
        }
        for (int birth = 0; birth < graph.births; birth++) {
            if (graph.freedBy[birth] >= 0) {
                text.append("freed ").append(machine.birth(birth).name()).append('\n');
            }
        }
        return text.toString();
    }
}
