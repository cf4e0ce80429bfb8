package kmemcg.cost;

import java.util.List;
import kmemcg.design.DesignFactory;
import kmemcg.machine.counting.Counts;
import kmemcg.machine.counting.TooManySteps;
import kmemcg.machine.counting.Usage;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * Groups that have used some caches each, and are then removed one after the other.
 *
 * @param groups how many
 * @param standing what memory they took before
 * @param work what it took to remove them, deferred work included
 */
public record Teardown(int groups, Usage standing, Counts work) {
    /** Caches that each group has used. */
    public static final int CACHES = 3;

    /**
     * Removes so many groups.
     *
     * @param steps accesses and list entries after which to give up, so that a design whose work grows with the square does not go on for
     *     ever; the same on every machine
     * @return null if that were more steps
     */
    public static @Nullable Teardown of(DesignFactory design, int groups, long steps) {
        try {
            return removed(new Lab(design, Geometry.KERNEL), groups, steps);
        } catch (TooManySteps tooMany) {
            return null;
        }
    }

    private static Teardown removed(Lab lab, int groups, long steps) {
        lab.machine.limit(steps);
        List<MemCgroup> all = lab.usedGroups(groups, lab.caches(CACHES));
        Usage standing = lab.machine.usage();
        Counts before = lab.machine.counts();
        lab.machine.limit(steps);
        for (MemCgroup group : all) {
            if (!lab.design.rmdir(lab.task, group)) {
                throw new IllegalStateException(group + " could not be removed");
            }
            lab.machine.settle();
        }
        return new Teardown(groups, standing, lab.machine.counts().since(before));
    }
}
