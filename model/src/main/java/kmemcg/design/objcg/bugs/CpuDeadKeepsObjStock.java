package kmemcg.design.objcg.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import org.jspecify.annotations.Nullable;

/**
 * When a CPU has gone its page stock is drained and its byte stock forgotten, with the bytes in it and its reference on an
 * obj_cgroup. The cure drains both.
 */
public final class CpuDeadKeepsObjStock extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "cpu-dead-keeps-obj-stock",
            "objcg",
            Origin.verified(
                    "9f01b4954490",
                    "memcg: drain obj stock on cpu hotplug teardown",
                    "since obj_cgroup's stock (bf4f059954dc, 5.9); cured in 2025; still in 6.1.192",
                    2025),
            """
            An object is charged on CPU 1: the rest of its page stays in CPU 1's byte stock.
            CPU 1 goes. Nobody drains that stock any more: neither page nor obj_cgroup ever come back.""",
            Set.of(Invariant.CONSERVATION, Invariant.REFERENCES),
            """
            design  objcg
            world   C < root, cache dentry 192 account, cpus 2
            before  cpu1 in C: o = alloc dentry
            T1      cpu0:      free o ; cpu_offline 1 ; offline C
            finally usage root == 0
            """,
            false,
            CpuDeadKeepsObjStock::new);

    public CpuDeadKeepsObjStock(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected @Nullable ObjCgroup drainDeadObjStock(Task task, int cpu) {
        return null;
    }
}
