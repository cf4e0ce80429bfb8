package kmemcg.lru;

import java.util.function.Function;
import kmemcg.machine.Held;
import kmemcg.machine.Task;
import kmemcg.memcg.Descendants;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * {@code mem_cgroup_iter}: which group does reclaim visit next? All walkers of a subtree share a position, so together they visit
 * each group once a round, in pre-order, and one that stops early leaves the rest to the next. Source: Linux 4.4 to 6.1
 * {@code mm/memcontrol.c}.
 *
 * <p>The position is a pointer without a reference: who reads it does so under RCU and must pin the group by {@code css_tryget}, and
 * a group that is released is erased from the positions of all groups above it before its last grace period. Who visits
 * a group holds a reference on it.
 *
 * <p>Deviation: the generation is read and written in marked accesses; the kernel increments a plain {@code int} under nothing but RCU,
 * which is a data race and may lose an increment. That may happen here as well.
 */
public class HierarchyWalk {
    private final Function<MemCgroup, ReclaimIter> iterOf;

    /** @param iterOf the walkers' shared state for the subtree of a group */
    public HierarchyWalk(Function<MemCgroup, ReclaimIter> iterOf) {
        this.iterOf = iterOf;
    }

    /**
     * A group being visited.
     *
     * @param memcg the group; pinned, unless it is the root of the walk, which the caller has pinned
     * @param generation the round it belongs to ({@code struct mem_cgroup_reclaim_cookie})
     */
    public record Visit(MemCgroup memcg, long generation) {}

    /**
     * {@code mem_cgroup_iter}: the next visit; the one before it is over. Null when the round is finished, by this walker or
     * another.
     *
     * @param root of the walk; the caller keeps it pinned
     * @param previous null to join the round; then there always is a group to visit
     */
    public @Nullable Visit next(Task task, MemCgroup root, @Nullable Visit previous) {
        Visit visit;
        try (Held section = task.rcuReadLock()) {
            visit = advance(task, root, previous);
        }
        if (previous != null) {
            end(task, root, previous);
        }
        return visit;
    }

    /** {@code mem_cgroup_iter_break}: ends the walk early. */
    public void end(Task task, MemCgroup root, Visit visit) {
        if (visit.memcg() != root) {
            visit.memcg().css().put(task);
        }
    }

    private @Nullable Visit advance(Task task, MemCgroup root, @Nullable Visit previous) {
        ReclaimIter iter = iterOf.apply(root);
        long generation = iter.generation().readOnce();
        if (previous != null && previous.generation() != generation) {
            return null;
        }
        MemCgroup position = pinPosition(task, iter);
        MemCgroup next = nextVisitable(task, root, position, previous == null);
        moveOn(task, iter, position, next);
        if (position != null) {
            position.css().put(task);
        }
        if (next == null) {
            iter.generation().writeOnce(iter.generation().readOnce() + 1);
            return null;
        }
        return new Visit(next, generation);
    }

    /** The position, pinned; one that cannot be pinned is about to be erased, so that nobody need wait for that it goes at once. */
    private static @Nullable MemCgroup pinPosition(Task task, ReclaimIter iter) {
        MemCgroup seen = iter.position().rcuDereference();
        while (seen != null && !seen.css().tryGet(task)) {
            iter.position().cmpxchg(seen, null);
            seen = iter.position().rcuDereference();
        }
        return seen;
    }

    /** Whoever has just come in at the end of a round sees at least one group of the next, so it begins anew. */
    private @Nullable MemCgroup nextVisitable(
            Task task, MemCgroup root, @Nullable MemCgroup position, boolean isFirst) {
        MemCgroup next = firstVisitable(task, root, Descendants.next(position, root));
        return next == null && isFirst ? task.retry(() -> firstVisitable(task, root, root)) : next;
    }

    private @Nullable MemCgroup firstVisitable(Task task, MemCgroup root, @Nullable MemCgroup from) {
        MemCgroup at = from;
        while (at != null && !tryVisit(task, root, at)) {
            at = Descendants.next(at, root);
        }
        return at;
    }

    /** Pins a group if it can be visited; the root always can. */
    protected boolean tryVisit(Task task, MemCgroup root, MemCgroup memcg) {
        return memcg == root || memcg.css().tryGet(task);
    }

    /** Stores the new position, unless a faster walker has moved it meanwhile. */
    protected void moveOn(Task task, ReclaimIter iter, @Nullable MemCgroup from, @Nullable MemCgroup to) {
        iter.position().cmpxchg(from, to);
    }

    /** {@code invalidate_reclaim_iterators}: a released group is nobody's position any more. */
    public void invalidate(MemCgroup dead) {
        for (MemCgroup at = dead; at != null; at = above(at)) {
            iterOf.apply(at).position().cmpxchg(dead, null);
        }
    }

    /** {@code parent_mem_cgroup}: up to the root, whose walkers see every group. */
    protected @Nullable MemCgroup above(MemCgroup memcg) {
        return memcg.parent();
    }
}
