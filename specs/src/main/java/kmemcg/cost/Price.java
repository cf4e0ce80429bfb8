package kmemcg.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kmemcg.design.AllocFlag;
import kmemcg.design.DesignEntry;
import kmemcg.machine.counting.Counts;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.KmemCache;

/**
 * What a charge and an uncharge cost beyond the allocation itself: many objects (or pages, where a design accounts for those) are
 * allocated one after the other in one group on one CPU, then freed in the same order; and once more in the root, which nobody charges
 * for objects, with a flag that says so for pages.
 *
 * @param name of the design
 * @param batch pages that a CPU keeps in stock at most; 0 where a design has no stocks
 * @param charge what it takes to charge one
 * @param uncharge what it takes to uncharge one
 */
public record Price(String name, int batch, Each charge, Each uncharge) {
    /** So many are allocated. */
    private static final int ALLOCS = 10_000;

    /**
     * Of one object or page, on average.
     *
     * @param accesses to shared memory
     * @param atomics read-modify-writes among them
     * @param updates of page counters, each level of the hierarchy for itself
     */
    public record Each(double accesses, double atomics, double updates) {
        private static Each of(Counts charged, Counts free) {
            return new Each(
                    each(charged.accesses() - free.accesses()),
                    each(charged.atomics() - free.atomics()),
                    each(charged.marked() - free.marked()));
        }

        private static double each(long all) {
            return all / (double) ALLOCS;
        }
    }

    /** Measures a design. */
    public static Price of(DesignEntry design, int batch) {
        Price.Work charged = work(design, batch, true);
        Price.Work free = work(design, batch, false);
        return new Price(
                design.name(), batch, Each.of(charged.alloc, free.alloc), Each.of(charged.release, free.release));
    }

    /** Whether stocks of another size make no difference. */
    public boolean equalsButForStocks(Price other) {
        return withoutStocks().equals(other.withoutStocks());
    }

    /** The same of a design that has none. */
    public Price withoutStocks() {
        return new Price(name, 0, charge, uncharge);
    }

    /** Updates of page counters to charge one and to uncharge it. */
    public double updates() {
        return charge.updates + uncharge.updates;
    }

    private record Work(Counts alloc, Counts release) {}

    private static Work work(DesignEntry design, int batch, boolean charges) {
        Geometry geometry = new Geometry(Geometry.KERNEL.pageSize(), batch, Geometry.KERNEL.reclaimRetries());
        Lab lab = new Lab(design.factory(), geometry);
        List<KmemCache> caches = lab.caches(1);
        MemCgroup group = lab.usedGroups(1, caches).get(0);
        if (charges) {
            lab.design.attach(lab.task, lab.process, group);
        }
        Set<AllocFlag> flags = charges || lab.hasObjects() ? Set.of() : Set.of(AllocFlag.NOACCOUNT);
        return lab.hasObjects()
                ? work(lab, () -> lab.allocated(caches.get(0), flags), object -> lab.design.free(lab.task, object))
                : work(lab, () -> lab.page(flags), page -> lab.design.unmap(lab.task, page));
    }

    private static <T> Work work(Lab lab, Supplier<T> alloc, Consumer<T> release) {
        List<T> all = new ArrayList<>();
        Counts begin = lab.machine.counts();
        for (int number = 0; number < ALLOCS; number++) {
            all.add(alloc.get());
        }
        Counts middle = lab.machine.counts();
        all.forEach(release);
        return new Work(middle.since(begin), lab.machine.counts().since(middle));
    }
}
