package kmemcg.memcg;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/**
 * The groups of a subtree, parents first. Source: Linux 6.1 {@code kernel/cgroup/cgroup.c}, {@code css_next_descendant_pre}.
 *
 * <p>Deviation: the kernel finds the next sibling of a group that is unlinked already, by serial numbers. Here whoever goes on from
 * a group has it pinned, and a pinned group is linked.
 */
public final class Descendants {
    private Descendants() {}

    /**
     * The next group; inside a read-side section, and the group from which to go on is pinned.
     *
     * @param at null to begin, which gives the root of the subtree
     * @return null after the last
     */
    public static @Nullable MemCgroup next(@Nullable MemCgroup at, MemCgroup root) {
        if (at == null) {
            return root;
        }
        PVector<MemCgroup> children = CgroupCore.childrenOf(at);
        return children.isEmpty() ? nextAbove(at, root) : children.get(0);
    }

    /** All groups of a subtree that are linked now, parents first; inside a read-side section. */
    public static List<MemCgroup> all(MemCgroup root) {
        List<MemCgroup> all = new ArrayList<>();
        all.add(root);
        CgroupCore.childrenOf(root).forEach(child -> all.addAll(all(child)));
        return all;
    }

    /** The next sibling of the group or of the nearest group above it that has one. */
    private static @Nullable MemCgroup nextAbove(MemCgroup from, MemCgroup root) {
        MemCgroup at = from;
        for (MemCgroup parent = at.parent(); parent != null && at != root; parent = at.parent()) {
            PVector<MemCgroup> siblings = CgroupCore.childrenOf(parent);
            int next = siblings.indexOf(at) + 1;
            if (next < siblings.size()) {
                return siblings.get(next);
            }
            at = parent;
        }
        return null;
    }
}
