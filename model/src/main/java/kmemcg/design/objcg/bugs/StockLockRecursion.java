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

/**
 * Draining a byte stock hands whole pages on by the function for callers from outside, which takes the stock lock; it is held
 * already. Where the lock merely switched interrupts off that did no harm; a real lock, as real-time kernels need it, does
 * not come back. The cure opens the function up and calls its inner part.
 */
public final class StockLockRecursion extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "stock-lock-recursion",
            "objcg",
            Origin.verified(
                    "af9a3b69e84b",
                    "mm/memcg: opencode the inner part of obj_cgroup_uncharge_pages() in drain_obj_stock()",
                    "until 2022, with a stock lock that is a real lock (PREEMPT_RT)",
                    2022),
            """
            A freed object leaves exactly one page in the byte stock.
            The stock is drained: the page goes to the page stock, by a function that takes the lock again.""",
            Set.of(Invariant.PROGRESS),
            """
            design  objcg
            world   C < root, cache dentry 4088 account, cpus 1
            T1      cpu0 in C: o = alloc dentry ; free o ; drain root
            """,
            false,
            StockLockRecursion::new);

    public StockLockRecursion(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void unchargeDrainedPages(Task task, ObjCgroup old, long pages) {
        objCgroupUnchargePages(task, old, pages);
    }
}
