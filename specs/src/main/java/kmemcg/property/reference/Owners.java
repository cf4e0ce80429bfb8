package kmemcg.property.reference;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which group an objcg belongs to now, and so who pays for its objects.
 *
 * <p>Mirrors memcg_online_kmem, memcg_reparent_objcgs and obj_cgroup_release (Linux 6.1 mm/memcontrol.c): an offline
 * group hands all its objcgs, its own and those it inherited, to its parent in one step; they stay with the nearest
 * living ancestor from then on.
 *
 * @param <O> an objcg
 * @param <G> a group
 */
public final class Owners<O, G> {
    private final Map<O, G> ownerOf = new HashMap<>();
    private final Map<G, Set<O>> ownedBy = new HashMap<>();

    /** A new objcg of {@code group}, or one whose owner is now known to be {@code group}. */
    public void assign(O objcg, G group) {
        release(objcg);
        ownerOf.put(objcg, group);
        ownedBy.computeIfAbsent(group, unused -> new LinkedHashSet<>()).add(objcg);
    }

    public @Nullable G owner(O objcg) {
        return ownerOf.get(objcg);
    }

    /** The objcgs of {@code group}, its own and the inherited ones. */
    public Set<O> owned(G group) {
        return Set.copyOf(ownedBy.getOrDefault(group, Set.of()));
    }

    /** Hands every objcg of {@code group} to {@code parent}; the number handed over. Mirrors memcg_reparent_objcgs. */
    public int reparent(G group, G parent) {
        Set<O> moving = ownedBy.remove(group);
        if (moving == null) {
            return 0;
        }
        moving.forEach(objcg -> ownerOf.put(objcg, parent));
        ownedBy.computeIfAbsent(parent, unused -> new LinkedHashSet<>()).addAll(moving);
        return moving.size();
    }

    /** Forgets an objcg; the group it ended up with, or null. Mirrors obj_cgroup_release. */
    public @Nullable G release(O objcg) {
        G group = ownerOf.remove(objcg);
        Set<O> siblings = group == null ? null : ownedBy.get(group);
        if (siblings != null && siblings.remove(objcg) && siblings.isEmpty()) {
            ownedBy.remove(group);
        }
        return group;
    }
}
