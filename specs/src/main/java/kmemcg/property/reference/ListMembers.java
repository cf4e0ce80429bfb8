package kmemcg.property.reference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which object is on whose list, in the order of linking. Mirrors list_lru_add, list_lru_del and the reparenting. */
final class ListMembers {
    private final Map<String, String> groupOf = new LinkedHashMap<>();
    private final Set<String> made = new HashSet<>();

    /** Makes the lists of a group and of its ancestors, the highest first; false if memory for one is not to be had. */
    boolean prepare(List<String> groupAndAncestors, Slabs.Memory memory) {
        int missing = 0;
        while (missing < groupAndAncestors.size() && !made.contains(groupAndAncestors.get(missing))) {
            missing++;
        }
        for (int at = missing - 1; at >= 0; at--) {
            if (!memory.allocate()) {
                return false;
            }
            made.add(groupAndAncestors.get(at));
        }
        return true;
    }

    boolean add(String object, String group) {
        return groupOf.putIfAbsent(object, group) == null;
    }

    boolean remove(String object) {
        return groupOf.remove(object) != null;
    }

    /** The oldest first. */
    List<String> on(String group) {
        return groupOf.keySet().stream()
                .filter(object -> group.equals(groupOf.get(object)))
                .toList();
    }

    void reparent(String group, String parent) {
        groupOf.replaceAll((object, on) -> on.equals(group) ? parent : on);
        made.remove(group);
    }

    Map<String, String> all() {
        return groupOf;
    }

    /** How many objects are on each list that has any. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        groupOf.values().forEach(group -> counts.merge(group, 1L, Long::sum));
        return counts;
    }
}
