package kmemcg.design.percache.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;

/**
 * A removed group's cache is told to keep no empty page and shrunk at once. Whoever frees an object just then may act on the old value.
 *
 * <p>A mutant: it shows what the grace period between the two is for, which the kernel has always had here.
 */
public final class ShrinkBeforeKnobIsSeen extends PercacheDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "shrink-before-knob-is-seen",
            "percache",
            new Origin(
                    "d6e0b7fa1186",
                    "slub: make dead caches discard free slabs immediately",
                    "none: made with the wait",
                    2015,
                    Origin.Evidence.UNVERIFIED),
            """
            T1 frees the last object of a page of C, and has read that empty pages are kept.
            T2 takes C offline: the cache is told to keep none, and shrunk; the page is not empty yet.
            T1 keeps the page, which keeps C for ever.""",
            Set.of(Invariant.REFERENCES, Invariant.CACHE_REGISTRY),
            """
            design  percache
            world   C < root, cache dentry 4096 account, cpus 2
            before  cpu0 in C: w = alloc dentry ; settle ; o = alloc dentry ; attach root
            T1      cpu0:      free o
            T2      cpu1:      rmdir C
            """,
            false,
            ShrinkBeforeKnobIsSeen::new);

    public ShrinkBeforeKnobIsSeen(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected void waitUntilKnobIsSeen(Task task) {}
}
