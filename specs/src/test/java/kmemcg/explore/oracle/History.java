package kmemcg.explore.oracle;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Memory, with all that was read and written on the way.
 *
 * @param writes for each place its writes so far, the newest last; locks are places: 1 when taken, 0 when free
 * @param readsFrom for each read so far, the write it read from
 */
record History(PMap<String, PVector<Write>> writes, PMap<EventId, EventId> readsFrom) {
    /** A value in memory and who wrote it. */
    record Write(EventId by, long value) {}

    static final History EMPTY = new History(HashTreePMap.empty(), HashTreePMap.empty());

    private static final PVector<Write> INITIAL = TreePVector.singleton(new Write(EventId.INIT, 0));

    Write newest(String place) {
        PVector<Write> all = all(place);
        return all.get(all.size() - 1);
    }

    /** In coherence order, which is the order in which they reached memory; the initial one first. */
    PVector<Write> all(String place) {
        return writes.getOrDefault(place, INITIAL);
    }

    History read(EventId event, Write source) {
        return new History(writes, readsFrom.plus(event, source.by()));
    }

    History write(String place, EventId event, long value) {
        return new History(writes.plus(place, all(place).plus(new Write(event, value))), readsFrom);
    }
}
