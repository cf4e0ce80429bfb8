package kmemcg.design.scalable.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.scalable.ScalableDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;
import org.pcollections.PVector;

/**
 * The reader of {@code /proc/slabinfo} counts its way through the list of all caches, children among them, and tells the root caches. A
 * child that comes to the head between two buffers shifts all the others. The cure counts root caches only.
 */
public final class SlabinfoMissingOrDuplicate extends ScalableDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "slabinfo-missing-or-duplicate",
            "scalable",
            Origin.verified("510ded33e075", "slab: implement slab_root_caches list", "3.8 to 4.10", 2017),
            """
            T1 has read one line: inode.
            T2 allocates in C, and C gets a dentry cache, at the head of the list.
            T1 reads on at the second entry: inode again.""",
            Set.of(Invariant.OBSERVATION),
            """
            design  scalable
            world   C < root, cache dentry 4096 account, cache inode 192 account, cpus 2
            T1      cpu0:      slabinfo ; slabinfo ; slabinfo ; slabinfo
            T2      cpu1 in C: o = alloc dentry
            """,
            false,
            SlabinfoMissingOrDuplicate::new);

    public SlabinfoMissingOrDuplicate(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected PVector<? extends KernelObject> slabinfoEntries() {
        return caches().all();
    }
}
