package kmemcg.property.reference;

import java.util.Map;
import java.util.Set;

/**
 * What can be seen of kmem accounting between two operations, by the names of a program.
 *
 * @param usage of each group that has not gone offline, in pages
 * @param payers for each charged object, the group that pays for it now
 * @param objects all that are allocated
 * @param lists for each linked object, the group whose list it is on
 * @param counts for each list with items, how many it counts
 * @param announced groups with a list that reclaim would look at
 */
public record Accounts(
        Map<String, Long> usage,
        Map<String, String> payers,
        Set<String> objects,
        Map<String, String> lists,
        Map<String, Long> counts,
        Set<String> announced) {
    public Accounts {
        usage = Map.copyOf(usage);
        payers = Map.copyOf(payers);
        objects = Set.copyOf(objects);
        lists = Map.copyOf(lists);
        counts = Map.copyOf(counts);
        announced = Set.copyOf(announced);
    }
}
