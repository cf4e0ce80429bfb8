package kmemcg.lru;

import kmemcg.machine.Birth;
import kmemcg.machine.Ref;
import kmemcg.machine.Word;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct mem_cgroup_reclaim_iter}: how far the walkers of one subtree have come together. The position is the group visited
 * last, without a reference; the generation tells how many rounds have been finished.
 *
 * <p>Deviation: one for a group, where the kernel has one for each zone and priority.
 */
public final class ReclaimIter {
    private final Ref<MemCgroup> position;
    private final Word generation;

    public ReclaimIter(Birth birth) {
        this.position = birth.ref("iter.position", null);
        this.generation = birth.word("iter.generation", 0);
    }

    public Ref<MemCgroup> position() {
        return position;
    }

    Word generation() {
        return generation;
    }

    /** The group visited last, for validators. */
    public @Nullable MemCgroup peekPosition() {
        return position.peek();
    }

    /** Rounds finished, for validators. */
    public long peekGeneration() {
        return generation.peek();
    }
}
