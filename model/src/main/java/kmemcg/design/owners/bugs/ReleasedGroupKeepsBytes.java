package kmemcg.design.owners.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.owners.OwnersDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * Parts of a page that came back on different CPUs make a whole one again in a removed group, which is freed with it.
 *
 * <p>A mutant: it shows what a group has to give back with its last reference.
 */
public final class ReleasedGroupKeepsBytes extends OwnersDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "released-group-keeps-bytes",
            "owners-2014",
            Origin.derived("Linux 6.1: mm/memcontrol.c", "obj_cgroup_release", "none: a mutant", 2014),
            """
            An object of C is allocated on CPU 0 and freed on CPU 1: each CPU has a part of the page.
            C is removed and both stocks are drained; with C the page is gone, which the root's counter keeps.""",
            Set.of(Invariant.CONSERVATION, Invariant.REFERENCES),
            """
            design  owners-2014
            world   C < root, cache dentry 192 account, cpus 2
            before  cpu0 in C: o = alloc dentry ; attach root
            T1      cpu1:      free o ; offline C
            """,
            false,
            ReleasedGroupKeepsBytes::new);

    public ReleasedGroupKeepsBytes(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void cssReleased(Task task, MemCgroup memcg) {}
}
