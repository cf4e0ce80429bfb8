package kmemcg.program;

import java.util.List;

/**
 * Operations that one process runs in order, at least one.
 *
 * @param cpu where it runs
 * @param group the group its process is in before the program starts; {@code root} if nothing is said
 * @param operations in program order
 */
public record Segment(int cpu, String group, List<Operation> operations) {
    public Segment {
        Quantity.CPU.require(cpu);
        Name.require(group);
        operations = List.copyOf(operations);
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("a segment without operations");
        }
    }

    public Segment(int cpu, String group, Operation... operations) {
        this(cpu, group, List.of(operations));
    }

    Segment onCpu(int other) {
        return new Segment(other, group, operations);
    }

    Segment inGroup(String other) {
        return new Segment(cpu, other, operations);
    }

    Segment running(List<Operation> others) {
        return new Segment(cpu, group, others);
    }

    /** {@code cpu0 in C}. */
    String place() {
        return "cpu" + cpu + (group.equals(World.ROOT) ? "" : " in " + group);
    }
}
