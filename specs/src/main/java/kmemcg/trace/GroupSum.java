package kmemcg.trace;

import kmemcg.property.reference.CounterTree;
import org.jspecify.annotations.Nullable;

/** A quantity summed up the tree of groups: kernel pages, slab bytes, live charged bytes. */
final class GroupSum {
    private final CounterTree<Group> tree = new CounterTree<>();

    GroupSum(Groups groups) {
        groups.onBirth(group -> tree.add(group, group.parent));
    }

    /** Adds to a group and all above it; to nothing when the group is not known. */
    void add(@Nullable Group group, long amount) {
        if (group != null && tree.contains(group)) {
            tree.charge(group, amount);
        }
    }

    long of(Group group) {
        return tree.contains(group) ? tree.usage(group) : 0;
    }

    /** Takes a reading as the sum of a group whose earlier changes were not seen. */
    void learn(Group group, long amount) {
        tree.correct(group, amount - of(group));
    }

    /** Drops a freed group, unless children that should have gone before are still there. */
    void forget(Group group) {
        if (tree.contains(group) && !tree.hasChildren(group)) {
            tree.remove(group);
        }
    }
}
