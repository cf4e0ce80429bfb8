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

    /** Between two looks at something that any task may change. */
    void pause(Supplier<String> what) {
        machine.findingsLog().stopIfCrashed();
        boolean mayHelp = machine.isSequential() || task.holdings().isFree();
        if (!mayHelp || !machine.help(task)) {
            spin("stuck", what);
        }
    }

    /**
     * After an iteration that had no effect. On a sequential machine nothing changes by itself: one more try meets an attempt
     * that the program told to fail, and each further one needs help first.
     */
    void beforeRetry(long failures) {
        machine.findingsLog().stopIfCrashed();
        if (!machine.isSequential() || failures > 1) {
            pause(() -> "retries for ever");
        }
    }

    /** Between two looks at what only another Java thread can change; on a sequential machine nobody ever will. */
    void spin(String kindIfHopeless, Supplier<String> what) {
        machine.findingsLog().stopIfCrashed();
        if (machine.isSequential()) {
            throw task.crash(
                    Invariant.PROGRESS, kindIfHopeless, " " + what.get() + ", and nobody is left to change that");
        }
        Thread.onSpinWait();
    }

    /** Until all activities that are wanted and unfinished now are done. */
    void forAll(Predicate<Activity> wanted, Supplier<String> what) {
        for (Activity activity : machine.deferred().unfinished(wanted)) {
            forActivity(activity, what);
        }
    }

    private void forActivity(Activity activity, Supplier<String> what) {
        while (!activity.isDone()) {
            machine.findingsLog().stopIfCrashed();
            if (!machine.helpWith(task, activity)) {
                checkNotBeneath(other -> other == activity.runner(), what);
                spin("stuck", what);
            }
        }
    }

    void forReaders(GracePeriod period) {
        Supplier<String> what = () -> "waits for a grace period";
        while (!period.hasElapsed()) {
            checkNotBeneath(other -> other != task && !other.maySleep(), what);
            spin("stuck", what);
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
