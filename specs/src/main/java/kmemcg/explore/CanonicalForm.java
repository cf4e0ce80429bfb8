package kmemcg.explore;

/** An execution graph as text that does not depend on how the graph was found. */
final class CanonicalForm {
    private final ExplorerMachine machine;
    private final Explorer explorer;
    private final Graph graph;

    /** Each event's place in its thread, not counting those that only say that the thread waited. */
    private final int[] place;

    CanonicalForm(ExplorerMachine machine, Explorer explorer) {
        this.machine = machine;
        this.explorer = explorer;
        this.graph = explorer.graph();
        this.place = new int[graph.events];
        for (int thread = 0; thread < graph.threads; thread++) {
            number(thread);
        }
    }

    private void number(int thread) {
        int next = 0;
        for (int event = first(thread); event >= 0; event = graph.next[event]) {
            place[event] = next;
            next += graph.kind[event].isWait() ? 0 : 1;
        }
    }

    private int first(int thread) {
        return graph.isPresent(thread) ? graph.first[thread] : -1;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int thread = 0; thread < graph.threads; thread++) {
            for (int event = first(thread); event >= 0; event = graph.next[event]) {
                append(text, event);
            }
        }
        return text.toString();
    }

    private void append(StringBuilder text, int event) {
        if (graph.kind[event].isWait()) {
            return;
        }
        text.append(name(event)).append(' ').append(graph.kind[event]);
        if (graph.cell[event] >= 0) {
            int source = graph.from[event];
            text.append(' ')
                    .append(machine.cell(graph.cell[event]).name())
                    .append(graph.kind[event].isRead() ? " from " : " after ")
                    .append(source < 0 ? "initial" : name(source));
        }
        text.append('\n');
    }

    private String name(int event) {
        return "%s:%d".formatted(explorer.threadName(graph.thread[event]), place[event]);
    }
}
