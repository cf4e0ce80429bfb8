package kmemcg.machine.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import kmemcg.machine.Work;
import org.jspecify.annotations.Nullable;

/**
 * Which deferred activity may run next? All that are not done stand in one list in the order of their deferral. One may begin
 * when it is ripe, when fewer unfinished ones of its lane stand before it than the lane is wide, and when its work item is not
 * running already. Each call is one atomic step and none waits, so any number of tasks may help at the same time.
 */
final class Deferred {
    private final Set<Activity> unfinished = new LinkedHashSet<>();

    // invariant: unfinished.size(); read by AwaitLoops too
    volatile int outstanding;

    /** One entry for each cancel in progress. */
    private final List<Work> cancelling = new ArrayList<>();

    synchronized void add(Activity activity) {
        unfinished.add(activity);
        outstanding = unfinished.size();
    }

    /** Sets the item's pending bit: false if it was set, or if a cancel holds it. */
    synchronized boolean addWork(Activity activity, Work work) {
        boolean isNew = !cancelling.contains(work) && pending(work) == null;
        if (isNew) {
            add(activity);
        }
        return isNew;
    }

    /** Takes the oldest activity that is wanted and may begin, and marks it as running. */
    @Nullable
    synchronized Activity take(Predicate<Activity> wanted) {
        Map<Lane, Integer> ahead = new HashMap<>();
        for (Activity activity : unfinished) {
            int before = ahead.merge(activity.lane(), 1, Integer::sum) - 1;
            if (before < activity.lane().width() && wanted.test(activity) && mayBegin(activity)) {
                activity.start();
                return activity;
            }
        }
        return null;
    }

    private boolean mayBegin(Activity activity) {
        return activity.isRipe()
                && unfinished.stream().noneMatch(other -> other.isRunning() && other.isOfSameWork(activity));
    }

    synchronized void finish(Activity activity) {
        unfinished.remove(activity);
        outstanding = unfinished.size();
        activity.finish();
    }

    /** Keeps the item from being queued until {@link #endCancel}, and takes it off; whether it was pending. */
    synchronized boolean beginCancel(Work work) {
        cancelling.add(work);
        Activity pending = pending(work);
        if (pending != null) {
            finish(pending);
        }
        return pending != null;
    }

    synchronized void endCancel(Work work) {
        cancelling.remove(work);
    }

    /** Oldest first. */
    synchronized List<Activity> unfinished(Predicate<Activity> wanted) {
        return unfinished.stream().filter(wanted).toList();
    }

    boolean isEmpty() {
        return outstanding == 0;
    }

    /** What runs in the activity's way, or is the activity itself; null if that has changed meanwhile. */
    @Nullable
    synchronized Activity obstacle(Activity activity) {
        for (Activity other : unfinished) {
            if (other.isRunning() && (other.lane() == activity.lane() || other.isOfSameWork(activity))) {
                return other;
            }
        }
        return null;
    }

    @Nullable
    private Activity pending(Work work) {
        for (Activity activity : unfinished) {
            if (activity.isPending() && activity.isOf(work)) {
                return activity;
            }
        }
        return null;
    }
}
