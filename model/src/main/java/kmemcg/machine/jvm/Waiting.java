package kmemcg.machine.jvm;

import java.util.function.Predicate;
import java.util.function.Supplier;
import kmemcg.machine.Invariant;
import org.jspecify.annotations.Nullable;

/**
 * How does a task wait when nothing runs in the background? It <em>helps</em>: between two looks it runs one deferred activity
 * on its own Java thread, as a task of its own on top of the waiting one. Nobody else might ever run it.
 *
 * <p>A task that holds a lock or is in a read-side section does not help on a parallel machine, since the activity might wait
 * for just that; another thread will run it. It does run the very activity that it waits for, lock or no lock: if that
 * activity needs the lock, the kernel would be in the same deadlock. A sequential machine has no other thread, so there a task
 * always helps, and gives up when nothing is left to help with.
 *
 * <p>Deviation from the kernel: activities that help one another stand on one Java stack, and the lower goes on only after the
 * upper has ended. Where the upper waits for a lower one that, in the kernel, would have gone on by itself, the machine says
 * {@link MachineLimit}.
 */
final class Waiting {
    private final JvmTask task;
    private final JvmMachine machine;

    /** The task whose Java thread this one runs on, and which goes on after it. */
    @Nullable
    private final JvmTask beneath;

    /** Whether the task beneath waits for this very activity. */
    private final boolean awaited;

    Waiting(JvmTask task, @Nullable JvmTask beneath, boolean awaited) {
        this.task = task;
        this.machine = task.machine();
        this.beneath = beneath;
        this.awaited = awaited;
    }

    /** Helps; if there is nothing to help with, waits for the word to change or for something to turn up. */
    void helpOrLookAt(JvmWord word, long seen, Supplier<String> what) {
        if (!helps(what)) {
            machine.waitForOthers(
                    () -> AwaitLoops.whileEqual(word, seen, mayHelp(), machine.deferred(), machine.findingsLog()));
        }
    }

    /** As for words. */
    void helpOrLookAt(JvmRef<?> ref, @Nullable Object seen, Supplier<String> what) {
        if (!helps(what)) {
            machine.waitForOthers(
                    () -> AwaitLoops.whileSame(ref, seen, mayHelp(), machine.deferred(), machine.findingsLog()));
        }
    }

    /**
     * After an iteration that had no effect. Where one thread runs at a time nothing changes by itself: one more try meets an
     * attempt that the program told to fail, and each further one needs help first, or a change by another thread.
     *
     * @param seen the changes by others that had been made before the iteration
     */
    void beforeRetry(long failures, long seen) {
        machine.findingsLog().stopIfCrashed();
        boolean mayDiffer = machine.isStepped() && (failures == 1 || machine.changesByOthers() != seen);
        if (!mayDiffer && !helps(() -> "retries for ever")) {
            machine.waitForOthers(seen, Thread::onSpinWait);
        }
    }

    private boolean mayHelp() {
        return machine.isSequential() || task.holdings().isFree();
    }

    private boolean helps(Supplier<String> what) {
        machine.findingsLog().stopIfCrashed();
        if (mayHelp() && machine.help(task)) {
            return true;
        }
        checkNotAlone("stuck", what);
        return false;
    }

    /** Until all activities that are wanted and unfinished now are done. */
    void forAll(Predicate<Activity> wanted, Supplier<String> what) {
        for (Activity activity : machine.deferred().unfinished(wanted)) {
            while (!activity.isDone()) {
                helpOrWaitFor(activity, what);
            }
        }
    }

    private void helpOrWaitFor(Activity activity, Supplier<String> what) {
        machine.findingsLog().stopIfCrashed();
        if (machine.helpWith(task, activity)) {
            return;
        }
        Activity running = machine.deferred().obstacle(activity);
        if (running != null) {
            checkNotBeneath(other -> other == running.runner(), what);
            checkNotAlone("stuck", what);
            machine.waitForOthers(() -> AwaitLoops.whileRunning(running, machine.findingsLog()));
        } else if (activity.after() != null) {
            forReaders(activity.after(), what);
        }
    }

    void forReaders(GracePeriod period, Supplier<String> what) {
        for (RcuReader old = period.oldReader(); old != null; old = period.oldReader()) {
            checkNotBeneath(other -> other != task && !other.maySleep(), what);
            checkNotAlone("stuck", what);
            RcuReader reader = old;
            machine.waitForOthers(() -> AwaitLoops.whileReading(reader, period.number(), machine.findingsLog()));
        }
    }

    /** Before waiting for what only another Java thread can change: on a sequential machine, or a crashed one, none will. */
    void checkNotAlone(String kindIfAlone, Supplier<String> what) {
        machine.findingsLog().stopIfCrashed();
        if (machine.isSequential()) {
            throw task.crash(Invariant.PROGRESS, kindIfAlone, " " + what.get() + ", and nobody is left to change that");
        }
    }

    /** Makes sure that this task is not on top of one that must go on first, nor such a one itself. */
    void checkNotBeneath(Predicate<JvmTask> mustGoOn, Supplier<String> what) {
        boolean awaitedSoFar = true;
        for (JvmTask here = task; here != null; here = here.waiting().beneath) {
            if (mustGoOn.test(here) && awaitedSoFar) {
                throw deadlockWith(here, what);
            }
            if (mustGoOn.test(here)) {
                throw limit(here, what);
            }
            awaitedSoFar &= here.waiting().awaited;
        }
    }

    private KernelCrash deadlockWith(JvmTask other, Supplier<String> what) {
        String whom = other == task ? "itself" : other.name() + ", which waits for it";
        return task.crash(Invariant.PROGRESS, "deadlock", " %s and so waits for %s".formatted(what.get(), whom));
    }

    private MachineLimit limit(JvmTask other, Supplier<String> what) {
        return new MachineLimit("%s %s and so waits for %s, on whose stack it runs; run this program on the explorer"
                .formatted(task.name(), what.get(), other.name()));
    }
}
