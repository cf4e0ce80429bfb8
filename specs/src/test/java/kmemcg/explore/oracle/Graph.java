package kmemcg.explore.oracle;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import kmemcg.explore.oracle.History.Write;

/**
 * An execution graph. Program order and values are not in it: they follow from the program and reads-from. Nor are the
 * object's and RCU's events, which neither read nor write.
 *
 * @param readsFrom for each event that reads, the write it reads from: reads, awaits, read-modify-writes that succeed or fail,
 *     lock acquisitions, also refused ones
 * @param coherence for each word or lock that is written, its writes in the order in which they reached memory, without the
 *     initial one
 */
public record Graph(SortedMap<EventId, EventId> readsFrom, SortedMap<String, List<EventId>> coherence) {
    static Graph of(Run end) {
        SortedMap<String, List<EventId>> coherence = new TreeMap<>();
        end.history()
                .writes()
                .forEach((place, writes) -> coherence.put(
                        place, writes.stream().skip(1).map(Write::by).toList()));
        return new Graph(new TreeMap<>(end.history().readsFrom()), coherence);
    }

    @Override
    public String toString() {
        return "rf " + readsFrom + " co " + coherence;
    }
}
