package kmemcg.engine.sequences;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgMemcg;
import kmemcg.lru.ListLruOne;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.State;
import kmemcg.property.reference.Accounts;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;

/** A design's state as the reference model speaks of it: by the names of the program. */
final class Observed {
    private static final int KIND = "memcg ".length();

    private Observed() {}

    /** What can be seen between two operations. */
    static Accounts accounts(State state) {
        Map<String, Long> usage = new HashMap<>();
        Set<String> announced = new HashSet<>();
        for (ObjcgMemcg group : state.groups()) {
            usage.put(name(group), group.memory().peekUsage());
            if (ShrinkerMaps.peekAnnounced(group)) {
                announced.add(name(group));
            }
        }
        Map<String, String> payers = new HashMap<>();
        Set<String> objects = new HashSet<>();
        for (SlabObject object : state.objects()) {
            objects.add(name(object));
            ObjCgroup owner = State.ownerOf(object);
            if (owner != null) {
                payers.put(name(object), name(owner.peekMemcg()));
            }
        }
        Map<String, String> lists = new HashMap<>();
        state.links()
                .forEach(link -> lists.put(name(link.item()), name(link.list().peekOwner())));
        return new Accounts(usage, payers, objects, lists, counts(state), announced);
    }

    private static Map<String, Long> counts(State state) {
        Map<String, Long> counts = new HashMap<>();
        count(state.design().lru().peekRootList(), counts);
        state.design().lru().peekLists().values().forEach(list -> count(list, counts));
        return counts;
    }

    private static void count(ListLruOne list, Map<String, Long> counts) {
        if (list.peekItems() != 0) {
            counts.merge(name(list.peekOwner()), list.peekItems(), Long::sum);
        }
    }

    /** Groups whose memory is there. */
    static Set<String> groups(State state) {
        Set<String> groups = new HashSet<>();
        state.groups().forEach(group -> groups.add(name(group)));
        return groups;
    }

    static String name(SlabObject object) {
        return object.handle().toString();
    }

    static String name(@Nullable MemCgroup group) {
        return group == null ? "no group" : group.name().substring(KIND);
    }
}
