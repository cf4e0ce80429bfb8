package kmemcg.design.objcg.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.SlabObject;

/**
 * The owner word of a page, a vector of owners or else a plain pointer to the one group that the page belongs to, is read
 * twice: once to tell which, and once more to use it. The cure reads it once.
 */
public final class VectorPublishedBetweenTwoReads extends ObjcgDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "vector-published-between-two-reads",
            "objcg",
            Origin.verified(
                    "19b629c9795b",
                    "mm: memcg/slab: fix racy access to page->mem_cgroup in mem_cgroup_from_obj()",
                    "5.9; cured in 5.9.2",
                    2020),
            """
            T1 puts an uncharged object on a list and asks for its group: the page's word is no vector.
            T2 charges another object on that page and installs the vector.
            T1 reads the word again and takes the vector for a group.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE),
            """
            design  objcg
            world   C < root, cache dentry 192, cpus 2
            before  cpu0:      o = alloc dentry lru
            T1      cpu0:      lru_add o
            T2      cpu1 in C: p = alloc dentry account
            """,
            false,
            VectorPublishedBetweenTwoReads::new);

    public VectorPublishedBetweenTwoReads(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected MemCgroup memcgFromSlabObj(Task task, SlabObject object) {
        if (slabObjcgs(object.slab()) != null) {
            return super.memcgFromSlabObj(task, object);
        }
        KernelObject untagged = object.slab().memcgData().readOnce();
        return untagged == null ? root() : (MemCgroup) untagged;
    }
}
