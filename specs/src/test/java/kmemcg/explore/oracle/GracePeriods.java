package kmemcg.explore.oracle;

import java.util.Collections;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * RCU so far. A grace period may end once every section that was open when it began has ended; later ones do not count.
 *
 * @param open the sections open now, each named by its {@code rcu_read_lock}; nested ones are sections too
 * @param awaited for each thread inside {@code synchronize_rcu}, the sections that were open when it began
 */
record GracePeriods(PSet<EventId> open, PMap<Integer, PSet<EventId>> awaited) {
    static final GracePeriods NONE = new GracePeriods(HashTreePSet.empty(), HashTreePMap.empty());

    GracePeriods beginSection(EventId section) {
        return new GracePeriods(open.plus(section), awaited);
    }

    GracePeriods endSection(EventId section) {
        return new GracePeriods(open.minus(section), awaited);
    }

    GracePeriods begin(int thread) {
        return new GracePeriods(open, awaited.plus(thread, open));
    }

    GracePeriods end(int thread) {
        return new GracePeriods(open, awaited.minus(thread));
    }

    boolean hasBegun(int thread) {
        return awaited.containsKey(thread);
    }

    boolean mayEnd(int thread) {
        return Collections.disjoint(awaited.getOrDefault(thread, HashTreePSet.empty()), open);
    }
}
