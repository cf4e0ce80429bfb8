package kmemcg.cost;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kmemcg.design.DesignEntry;
import kmemcg.machine.counting.Usage;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;

/**
 * What a page of a process takes in memory besides itself.
 *
 * @param name of the design
 * @param bytes of each page, its places on lists included
 * @param lists on which each page is
 */
public record PageMemory(String name, double bytes, double lists) {
    private static final int PAGES = 1_000;

    /** Measures a design; nothing if it does not account for pages of processes. */
    public static Optional<PageMemory> of(DesignEntry design) {
        Lab lab = new Lab(design.factory(), Geometry.KERNEL);
        if (lab.hasObjects()) {
            return Optional.empty();
        }
        MemCgroup group = lab.usedGroups(1, lab.caches(0)).get(0);
        lab.design.attach(lab.task, lab.process, group);
        Usage before = lab.machine.usage();
        IntStream.range(0, PAGES).forEach(number -> lab.page(Set.of()));
        Usage after = lab.machine.usage();
        return Optional.of(new PageMemory(
                design.name(), each(after.bytes() - before.bytes()), each(after.listed() - before.listed())));
    }

    private static double each(long all) {
        return all / (double) PAGES;
    }
}
