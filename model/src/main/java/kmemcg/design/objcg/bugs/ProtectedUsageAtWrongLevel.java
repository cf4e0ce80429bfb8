package kmemcg.design.objcg.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.objcg.Objcg618Design;
import kmemcg.machine.Birth;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.PageCounter;
import kmemcg.memcg.ProtectedCounter;

/**
 * A charge goes up level by level, but at each of them the counter that it began with propagates its protected usage, with the usage of
 * that level. The groups above never tell what of theirs is protected. The cure passes the level.
 *
 * <p>Deviation: the kernel that had it was older than obj_cgroup; the counters are the same.
 */
public final class ProtectedUsageAtWrongLevel extends Objcg618Design {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "protected-usage-at-wrong-level",
            "objcg-6.18",
            Origin.verified(
                    "a6f23d14ec7d",
                    "mm/page_counter.c: fix protection usage propagation",
                    "since 4.18; cured in 5.7.17",
                    2020),
            """
            P is protected, C below it is not.
            An object is charged to C, and so to P; both times it is C that propagates.
            The root is told of no protected usage below it.""",
            Set.of(Invariant.CONSERVATION),
            """
            design  objcg-6.18
            world   P < root, C < P, cache buffer 4096 account, cpus 1
            T1      cpu0 in C: protect P 4 ; o = alloc buffer
            """,
            false,
            ProtectedUsageAtWrongLevel::new);

    public ProtectedUsageAtWrongLevel(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected ProtectedCounter newProtectedCounter(Birth birth, PageCounter parent) {
        return new FromTheStart(birth, parent);
    }

    private static final class FromTheStart extends ProtectedCounter {
        FromTheStart(Birth birth, PageCounter parent) {
            super(birth, "memory", parent);
        }

        @Override
        protected void charged(PageCounter level, long usage) {
            propagateProtectedUsage(usage);
        }
    }
}
