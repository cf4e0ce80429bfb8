package kmemcg.design.handshake.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.handshake.HandshakeDesign;
import kmemcg.design.handshake.HandshakeMemcg;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * Whether a removed group's charges are gone is asked of the group of the page only. The charges of the groups above go with it, and nobody
 * puts their references.
 *
 * <p>As 3.13 reads; no report of it was found.
 */
public final class DeadHandshakeForgetsAncestors extends HandshakeDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "dead-handshake-forgets-ancestors",
            "dead-handshake",
            Origin.derived("Linux 3.13: mm/memcontrol.c", "memcg_uncharge_kmem", "3.8 to 3.18, as 3.13 reads", 2014),
            """
            C and P above it are removed while C's cache has a page, and each is held by its charges.
            The last page goes: C's counter is zero, and C's reference is put.
            P's counter is zero as well, and P stays for ever.""",
            Set.of(Invariant.REFERENCES),
            """
            design  dead-handshake
            world   P < root, C < P, cache dentry 4096 account, cpus 2
            before  cpu0 in C: w = alloc dentry ; settle ; o = alloc dentry ; attach root ; offline C ; offline P ; free o ; free w
            T1      cpu0:      destroy_cache dentry
            """,
            false,
            DeadHandshakeForgetsAncestors::new);

    public DeadHandshakeForgetsAncestors(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void memcgUnchargeKmem(Task task, HandshakeMemcg memcg, long pages) {
        memcg.kmem().uncharge(task, pages);
        if (memcg.kmem().read() == 0) {
            putDead(task, memcg);
        }
    }
}
