package kmemcg.design.objcg.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * A drainer looks at the group in another CPU's page stock and pins it by {@code css_tryget}, outside a read-side section.
 * Tryget is right for a count that may be zero, but not for memory that may be gone. The cure enters a section and needs no
 * reference.
 */
public final class DrainAllTrygetOnFreedMemcg extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "drain-all-tryget-on-freed-memcg",
            "objcg",
            Origin.verified(
                    "e1a366be5cb4",
                    "mm: memcontrol: switch to rcu protection in drain_all_stock()",
                    "since 72f0184c8a00; cured in 2019",
                    2019),
            """
            T1 drains, and reads the group C out of the page stock of T2's CPU.
            T2 takes C offline, which cannot drain while T1 does; its next charge puts C out of the stock, and C is freed.
            T1 tries to get a reference on the freed C.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  objcg
            world   C < root, D < root, cache dentry 192 account, cpus 2
            before  cpu0 in C: o = alloc dentry ; attach root
            T1      cpu1:      drain root
            T2      cpu0 in D: offline C ; p = alloc dentry ; settle
            """,
            false,
            DrainAllTrygetOnFreedMemcg::new);

    public DrainAllTrygetOnFreedMemcg(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean flushRequired(Task task, int cpu, MemCgroup subtree) {
        if (holdsPagesOf(task, cpu, subtree)) {
            return true;
        }
        try (Held section = task.rcuReadLock()) {
            return moreToFlush(task, cpu, subtree);
        }
    }

    private boolean holdsPagesOf(Task task, int cpu, MemCgroup subtree) {
        MemCgroup memcg = pageStock(cpu).cached().readOnce();
        if (memcg == null
                || pageStock(cpu).pages().readOnce() == 0
                || !memcg.css().tryGet(task)) {
            return false;
        }
        boolean holds = memcg.isIn(subtree);
        memcg.css().put(task);
        return holds;
    }
}
