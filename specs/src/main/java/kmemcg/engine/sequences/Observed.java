package kmemcg.engine.sequences;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.ItemList;
import kmemcg.property.SlabState;
import kmemcg.property.State;
import kmemcg.property.reference.Accounts;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/** A design's state as the reference model speaks of it: by the names of the program. */
final class Observed {
    private static final int KIND = "memcg ".length();

    private Observed() {}

    /** What can be seen between two operations; of a group's counters the first is the one that its usage is read from. */
    static Accounts accounts(State state) {
        Map<String, Long> usage = new HashMap<>();
        state.counters().forEach(counter -> usage.putIfAbsent(name(counter.group()), counter.value()));
        Map<String, String> payers = new HashMap<>();
        Set<String> objects = new HashSet<>();
        if (state instanceof SlabState slabs) {
            slabs.objects().forEach(object -> objects.add(name(object)));
            slabs.objects().forEach(object -> pays(object, slabs.payerOf(object), payers));
        }
        Map<String, String> lists = new HashMap<>();
        Map<String, Long> counts = new HashMap<>();
        Set<String> announced = new HashSet<>();
        for (ItemList list : state.lists()) {
            list.items().forEach(item -> lists.put(name(item), name(list.owner())));
            if (list.counted() != 0) {
                counts.merge(name(list.owner()), list.counted(), Long::sum);
            }
            if (list.isReachable()) {
                announced.add(name(list.owner()));
            }
        }
        return new Accounts(usage, payers, objects, lists, counts, announced);
    }

    private static void pays(SlabObject object, @Nullable MemCgroup payer, Map<String, String> payers) {
        if (payer != null) {
            payers.put(name(object), name(payer));
        }
    }

    /** Groups whose memory is there. */
    static Set<String> groups(State state) {
        Set<String> groups = new HashSet<>();
        state.groups().forEach(group -> groups.add(name(group)));
        return groups;
    }

    private static String name(KernelObject item) {
        return item instanceof SlabObject object ? object.handle().toString() : item.name();
    }

    static String name(@Nullable MemCgroup group) {
        return group == null ? "no group" : group.name().substring(KIND);
    }
}
