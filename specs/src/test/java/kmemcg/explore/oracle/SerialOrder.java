package kmemcg.explore.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a graph is sequentially consistent, by axiom: program order, reads-from, coherence and from-reads have no cycle
 * (Shasha, Snir: "Efficient and Correct Execution of Parallel Programs that Share Memory", 1988). RCU is not in these orders.
 */
final class SerialOrder {
    private final Map<EventId, Set<EventId>> later = new HashMap<>();
    private final Set<EventId> left = new HashSet<>();

    private SerialOrder(Graph graph) {
        left.addAll(graph.readsFrom().keySet());
        graph.coherence().values().forEach(left::addAll);
        left.forEach(event -> later.put(event, new HashSet<>()));
    }

    static boolean exists(MicroProgram program, Graph graph) {
        SerialOrder order = new SerialOrder(graph);
        order.addProgramOrder();
        graph.coherence().values().forEach(order::addCoherence);
        graph.readsFrom()
                .forEach((read, write) -> order.addReadsFrom(
                        read,
                        write,
                        graph.coherence().getOrDefault(program.at(read).place(), List.of())));
        return order.isAcyclic();
    }

    private void addProgramOrder() {
        for (EventId first : left) {
            left.stream()
                    .filter(second -> first.thread() == second.thread() && first.index() < second.index())
                    .forEach(second -> add(first, second));
        }
    }

    private void addCoherence(List<EventId> writes) {
        for (int index = 1; index < writes.size(); index++) {
            add(writes.get(index - 1), writes.get(index));
        }
    }

    /** Reads-from, and from-reads to the write after it. */
    private void addReadsFrom(EventId read, EventId write, List<EventId> coherence) {
        if (!write.equals(EventId.INIT)) {
            add(write, read);
        }
        int overwritten = coherence.indexOf(write) + 1;
        if (overwritten < coherence.size() && !coherence.get(overwritten).equals(read)) {
            add(read, coherence.get(overwritten));
        }
    }

    private void add(EventId first, EventId second) {
        later.getOrDefault(first, new HashSet<>()).add(second);
    }

    /** Takes away events that no remaining one follows, until none is left or a cycle is. */
    private boolean isAcyclic() {
        List<EventId> last = lastOnes();
        while (!last.isEmpty()) {
            left.removeAll(last);
            last = lastOnes();
        }
        return left.isEmpty();
    }

    private List<EventId> lastOnes() {
        List<EventId> last = new ArrayList<>(left);
        last.removeIf(event -> later.getOrDefault(event, Set.of()).stream().anyMatch(left::contains));
        return last;
    }
}
