package kmemcg.design.percache.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;

/**
 * An allocation looks for its group until that can be pinned as an online one. The process of a removed group stays in it, so it looks for
 * ever, and inside a read-side section, which no grace period gets past. The cure is content with a group that is there.
 */
public final class TrygetOnlineSpins extends PercacheDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "tryget-online-spins",
            "percache",
            Origin.verified(
                    "00d484f354d8",
                    "mm: memcg: switch to css_tryget() in get_mem_cgroup_from_mm()",
                    "4.x to 5.3.11",
                    2019),
            """
            T2 removes C, where T1's process is.
            T1 allocates: its group is never again an online one, and no other is found.""",
            Set.of(Invariant.PROGRESS),
            """
            design  percache
            world   C < root, cache dentry 4096 account, cpus 2
            T1      cpu0 in C: o = alloc dentry
            T2      cpu1:      rmdir C
            """,
            false,
            TrygetOnlineSpins::new);

    public TrygetOnlineSpins(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected MemCgroup getMemCgroupFromMm(Task task, Process process) {
        try (Held section = task.rcuReadLock()) {
            return task.retry(() -> {
                MemCgroup memcg = process.memcg();
                return memcg.css().tryGetOnline(task) ? memcg : null;
            });
        }
    }
}
