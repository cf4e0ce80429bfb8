package kmemcg.design.owners.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.owners.OwnersDesign;
import kmemcg.design.owners.OwnersMemcg;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import org.jspecify.annotations.Nullable;

/**
 * When a CPU has gone, the bytes in its stock go back, and its reference on their owner does not.
 *
 * <p>A mutant of the step that Linux got in 2025 ({@code cpu-dead-keeps-obj-stock} forgets the bytes as well).
 */
public final class DeadCpuKeepsOwner extends OwnersDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "dead-cpu-keeps-owner",
            "owners-2014",
            Origin.derived("Linux 6.1: mm/memcontrol.c", "memcg_hotplug_cpu_dead", "none: a mutant", 2014),
            """
            An object is charged on CPU 1, whose stock keeps the rest of the page, and C.
            CPU 1 goes. Its stock is emptied, C is held by nobody and never freed.""",
            Set.of(Invariant.REFERENCES),
            """
            design  owners-2014
            world   C < root, cache dentry 192 account, cpus 2
            before  cpu1 in C: o = alloc dentry ; free o
            T1      cpu0:      cpu_offline 1
            """,
            false,
            DeadCpuKeepsOwner::new);

    public DeadCpuKeepsOwner(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected @Nullable OwnersMemcg drainDeadObjStock(Task task, int cpu) {
        super.drainDeadObjStock(task, cpu);
        return null;
    }
}
