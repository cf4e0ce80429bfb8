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
import kmemcg.memcg.ResCounter;

/**
 * A charge that meets a limit further up is taken back without a question whether it was the last of a group that has been removed
 * meanwhile, and has seen it.
 *
 * <p>As 3.13 reads; found by the explorer in the model, no report of it was found.
 */
public final class FailedChargeKeepsDeadGroup extends HandshakeDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "failed-charge-keeps-dead-group",
            "dead-handshake",
            Origin.derived("Linux 3.13: mm/memcontrol.c", "memcg_charge_kmem", "3.8 to 3.18, as 3.13 reads", 2014),
            """
            T1 charges B a page; P above it is full.
            T2 takes B offline, sees the page, and leaves B's reference to whoever uncharges it.
            T1 takes the page back, and nobody puts the reference.""",
            Set.of(Invariant.REFERENCES),
            """
            design  dead-handshake
            world   P < root limit 0 pages, B < P, cache dentry 1 account, cpus 1
            before  cpu0 in B: o = alloc dentry
            T1      cpu0 in B: p = alloc dentry
            T2      cpu0:      offline B
            """,
            false,
            FailedChargeKeepsDeadGroup::new);

    public FailedChargeKeepsDeadGroup(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void takenBack(Task task, HandshakeMemcg memcg, ResCounter full) {}
}
