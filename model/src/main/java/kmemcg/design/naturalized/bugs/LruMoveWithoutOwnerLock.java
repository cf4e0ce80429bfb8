package kmemcg.design.naturalized.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.naturalized.ShadowDesign;
import kmemcg.lru.UserPage;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * A page is moved to another list, and who owns it is read without the lock of its page_cgroup.
 *
 * <p>A transposition. In 2.6.25 a page_cgroup was allocated by the charge and freed by the uncharge, and what the move touched was
 * freed. Since 2.6.29 they are an array and stay, and no list move but that of offline asks who the owner is; so here what the
 * move touches is a charge that was given back already.
 */
public final class LruMoveWithoutOwnerLock extends ShadowDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "lru-move-without-owner-lock",
            "shadow",
            Origin.verified(
                    "2680eed723b6",
                    "memcg: fix mem_cgroup_move_lists locking",
                    "2.6.25-rc, in page_cgroups that end; transposed to those that do not",
                    2008),
            """
            T2, taking C offline, has isolated the page and sees that C pays for it.
            T1 uncharges the page from C and all groups above.
            T2 names the parent as the payer and cancels the charge at C a second time.""",
            Set.of(Invariant.BOUNDS, Invariant.CONSERVATION),
            """
            design  shadow
            world   C < root, cpus 2
            before  cpu0 in C: p = page ; attach root
            T1      cpu0:      unmap p
            T2      cpu1:      offline C
            """,
            false,
            LruMoveWithoutOwnerLock::new);

    public LruMoveWithoutOwnerLock(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean moveAccount(Task task, UserPage page, MemCgroup from, MemCgroup to) {
        return isChargedTo(page.cgroup(), from) && rename(page.cgroup(), to);
    }
}
