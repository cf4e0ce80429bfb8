package kmemcg.program;

import java.util.List;

/**
 * Operations that one thread runs in order.
 *
 * @param cpu where it runs
 * @param group the group its process is in at the start; {@code root} if nothing is said
 * @param operations in program order
 */
public record Segment(int cpu, String group, List<Operation> operations) {
    public Segment {
        operations = List.copyOf(operations);
    }
}
