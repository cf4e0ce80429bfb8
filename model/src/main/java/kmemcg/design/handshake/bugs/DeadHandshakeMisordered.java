package kmemcg.design.handshake.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.handshake.HandshakeDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Word;
import kmemcg.memcg.Geometry;

/**
 * A flag is looked at and cleared in two steps, so two can see it set: the reference that it stands for is put twice.
 *
 * <p>A mutant: it shows what {@code test_and_clear_bit} is for, which the kernel has always had here. Its other form, without a fence
 * between the flag and the count, needs weak memory.
 */
public final class DeadHandshakeMisordered extends HandshakeDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "dead-handshake-misordered",
            "dead-handshake",
            Origin.derived("Linux 3.13: mm/memcontrol.c", "memcg_kmem_test_and_clear_dead", "none: a mutant", 2014),
            """
            C's cache has kept an empty page.
            T1 destroys the cache, which takes the last charge of C back, and sees the flag.
            T2 takes C offline, finds nothing charged, and sees the flag, too. Both put the one reference.""",
            Set.of(Invariant.REFERENCES, Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  dead-handshake
            world   C < root, cache dentry 4096 account, cpus 2
            before  cpu0 in C: w = alloc dentry ; settle ; o = alloc dentry ; free o ; free w ; attach root
            T1      cpu0:      destroy_cache dentry
            T2      cpu1:      rmdir C
            """,
            false,
            DeadHandshakeMisordered::new);

    public DeadHandshakeMisordered(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean testAndClear(Word flag) {
        boolean set = flag.readOnce() != 0;
        if (set) {
            flag.writeOnce(0);
        }
        return set;
    }
}
