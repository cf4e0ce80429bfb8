package kmemcg.design.objcg.bugs;

import java.util.Objects;
import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * A drainer looks at another CPU's byte stock and reads the pointer in it twice: once to see that there is something, once
 * more to follow it. The owning CPU may clear it in between. The cure reads it once.
 */
public final class RemoteStockDoubleRead extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "remote-stock-double-read",
            "objcg",
            Origin.verified(
                    "3b8abb323953",
                    "mm: kmem: fix a NULL pointer dereference in obj_stock_flush_required()",
                    "since obj_cgroup's stock (bf4f059954dc, 5.9); cured in 2023",
                    2023),
            """
            T1 drains, and finds an owner in the byte stock of T2's CPU.
            T2 charges for another group: the stock changes its owner, and names nobody for a moment.
            T1 reads the pointer again and follows null.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  objcg
            world   C < root, D < root, cache dentry 192 account, cpus 2, batch 1
            before  cpu0 in C: o = alloc dentry
            T1      cpu1:      drain root
            T2      cpu0 in D: p = alloc dentry
            """,
            false,
            RemoteStockDoubleRead::new);

    public RemoteStockDoubleRead(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean moreToFlush(Task task, int cpu, MemCgroup subtree) {
        Ref<ObjCgroup> cached = objStock(cpu).cached();
        return cached.readOnce() != null
                && objCgroupMemcg(Objects.requireNonNull(cached.readOnce())).isIn(subtree);
    }
}
