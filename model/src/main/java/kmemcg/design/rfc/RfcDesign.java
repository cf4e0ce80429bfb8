package kmemcg.design.rfc;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.memcg.ResMemcg;
import kmemcg.slab.ObjectHandle;

/**
 * What the two proposals of early 2012 have in common: groups counted by a res_counter, slab pages as what is charged, and the limit of
 * that time. Sources: Glauber Costa, 21 February 2012, and Suleiman Souhlal, 27 February 2012, to linux-mm; Linux 3.3 {@code
 * mm/memcontrol.c}, {@code mem_cgroup_resize_limit}.
 *
 * <p>Deviation: the life of a group is that of {@link CgroupCore}. In 2012 rmdir refused a group with tasks in it, and called {@code
 * pre_destroy} itself, again and again until nobody held a reference, of which there was one atomic count. Here {@code pre_destroy} is
 * {@code css_offline}: it runs once, a grace period after the group has been marked as dying, while others may hold references and
 * tasks may still be in the group. The designs lean on that grace period where their mails lean on the repetition.
 */
public abstract class RfcDesign extends CgroupCore implements KmemDesign {
    protected RfcDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    /** The words that both proposals have, and those that one has. */
    protected static Set<Verb> words(Verb first, Verb... further) {
        Set<Verb> words = EnumSet.of(first, further);
        words.addAll(EnumSet.of(
                Verb.MKDIR,
                Verb.RMDIR,
                Verb.OFFLINE,
                Verb.LIMIT,
                Verb.ATTACH,
                Verb.ALLOC,
                Verb.FREE,
                Verb.BULK_FREE,
                Verb.USAGE,
                Verb.FAULT,
                Verb.SETTLE));
        return words;
    }

    /** Frees what can be freed in a subtree; how many objects. */
    protected abstract int reclaim(Task task, MemCgroup subtree);

    @Override
    public final Process newProcess(Task task, String name) {
        return newProcess(name, root());
    }

    /** {@code mem_cgroup_resize_limit}: reclaims until the limit can be set; false, and the old one stays, if it cannot. */
    @Override
    public final boolean setLimit(Task task, MemCgroup memcg, long pages) {
        boolean set = ResMemcg.of(memcg).res().setLimit(task, pages);
        while (!set && reclaim(task, memcg) > 0) {
            set = ResMemcg.of(memcg).res().setLimit(task, pages);
        }
        return set;
    }

    @Override
    public final int bulkFree(Task task, List<ObjectHandle> handles) {
        return freeEach(task, handles);
    }

    @Override
    public final long usage(Task task, MemCgroup memcg) {
        return ResMemcg.of(memcg).res().read();
    }

    /** The sizes it was built with. */
    public final Geometry geometry() {
        return geometry;
    }
}
