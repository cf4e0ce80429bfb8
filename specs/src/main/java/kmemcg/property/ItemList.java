package kmemcg.property;

import java.util.List;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;

/**
 * A list of things of one group.
 *
 * @param counted how many it says it has
 * @param items what is linked on it
 * @param isReachable whether reclaim finds it: it can be looked up, and its group is announced
 */
public record ItemList(
        KernelObject list, MemCgroup owner, long counted, List<? extends KernelObject> items, boolean isReachable) {
    public ItemList {
        items = List.copyOf(items);
    }
}
