package kmemcg.machine.jvm;

import java.util.List;
import java.util.function.Predicate;
import kmemcg.machine.Work;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * Which deferred activity may run next? All that are not done stand in one list in the order of their deferral. One may begin
 * when it is ripe, when fewer unfinished ones of its lane stand before it than the lane is wide, and when its work item is not
 * running already. Each call is one atomic step and none waits, so any number of tasks may help at the same time.
 */
final class Deferred {
    /** By ticket. */
    private PMap<Long, Activity> unfinished = TreePMap.empty();

    // invariant: unfinished.size(); read by AwaitLoops too
    volatile int outstanding;

    private long tickets;

    /** One entry for each cancel in progress. */
    private PVector<Work> cancelling = TreePVector.empty();

    synchronized void add(Activity activity) {
        activity.queueAs(++tickets);
        unfinished = unfinished.plus(activity.ticket(), activity);
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
        for (Activity activity : unfinished.values()) {
            if (wanted.test(activity) && activity.isRipe() && hasRoom(activity)) {
                activity.start();
                return activity;
            }
        }
        return null;
    }

    private boolean hasRoom(Activity activity) {
        int ahead = 0;
        for (Activity other : unfinished.values()) {
            if (other.isRunning() && other.isOfSameWork(activity)) {
                return false;
            }
            if (other.lane() == activity.lane() && other.ticket() < activity.ticket()) {
                ahead++;
            }
        }
        return ahead < activity.lane().width();
    }

    synchronized void finish(Activity activity) {
        unfinished = unfinished.minus(activity.ticket());
        outstanding = unfinished.size();
        activity.finish();
    }

    /** Keeps the item from being queued until {@link #endCancel}, and takes it off; whether it was pending. */
    synchronized boolean beginCancel(Work work) {
        cancelling = cancelling.plus(work);
        Activity pending = pending(work);
        if (pending != null) {
            finish(pending);
        }
        return pending != null;
    }

    synchronized void endCancel(Work work) {
        cancelling = cancelling.minus(work);
    }

    /** Oldest first. */
    synchronized List<Activity> unfinished(Predicate<Activity> wanted) {
        PVector<Activity> chosen = TreePVector.empty();
        for (Activity activity : unfinished.values()) {
            chosen = wanted.test(activity) ? chosen.plus(activity) : chosen;
        }
        return chosen;
    }

    boolean isEmpty() {
        return outstanding == 0;
    }

    /** What runs in the activity's way, or is the activity itself; null if that has changed meanwhile. */
    @Nullable
    synchronized Activity obstacle(Activity activity) {
        for (Activity other : unfinished.values()) {
            if (other.isRunning() && (other.lane() == activity.lane() || other.isOfSameWork(activity))) {
                return other;
            }
        }
        return null;
    }

    @Nullable
    private Activity pending(Work work) {
        for (Activity activity : unfinished.values()) {
            if (activity.isPending() && activity.isOf(work)) {
                return activity;
            }
        }
        return null;
    }
}
