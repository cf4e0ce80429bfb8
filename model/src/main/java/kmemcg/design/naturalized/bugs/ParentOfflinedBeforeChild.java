package kmemcg.design.naturalized.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.naturalized.NaturalizedDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * A killed group goes offline as soon as nobody pins it any more as an online one, whether or not its children are offline. The parent waits
 * until nothing is charged to it, what is charged below it included, and the child cannot move its charges up meanwhile. The cure moved the
 * children's charges first; since 4.5 ({@code aa226ff4a1ce}) a parent goes offline after its children.
 */
public final class ParentOfflinedBeforeChild extends NaturalizedDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "parent-offlined-before-child",
            "naturalized",
            new Origin(
                    "4fb1a86fb5e4",
                    "memcg: reparent charges of children before processing parent",
                    "since e5fca243abae; cured in 2014",
                    2014,
                    Origin.Evidence.UNVERIFIED),
            """
            C and P above it are removed; a page is charged to C.
            The work item of P runs first, and waits with cgroup_mutex held until P's usage is zero.
            The work item of C would move the page to P, but needs cgroup_mutex.""",
            Set.of(Invariant.PROGRESS),
            """
            design  naturalized
            world   P < root, C < P, cpus 2
            before  cpu0 in C: p = page ; attach root
            T1      cpu0:      rmdir C
            T2      cpu1:      rmdir P
            """,
            false,
            ParentOfflinedBeforeChild::new);

    public ParentOfflinedBeforeChild(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected boolean mayGoOffline(MemCgroup memcg) {
        return true;
    }
}
