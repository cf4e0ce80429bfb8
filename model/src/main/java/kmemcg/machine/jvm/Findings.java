package kmemcg.machine.jvm;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;

/** What went wrong so far. After the first finding that kills the kernel nothing is added: the rest would be its echo. */
final class Findings {
    private final List<Finding> found = new ArrayList<>();
    /** Read by {@link AwaitLoops} too. */
    volatile boolean crashed;

    synchronized void record(Finding finding) {
        if (!crashed) {
            found.add(finding);
        }
    }

    /** Records what kills the kernel; the exception is for the caller to throw. */
    synchronized KernelCrash crash(Invariant broken, String kind, String message) {
        record(new Finding(broken, kind, message));
        crashed = true;
        return new KernelCrash(kind + ": " + message);
    }

    boolean crashed() {
        return crashed;
    }

    /** Ends a task that would wait for ever, because whom it waits for is dead. */
    void stopIfCrashed() {
        if (crashed) {
            throw new KernelCrash("the kernel has crashed");
        }
    }

    synchronized List<Finding> all() {
        return List.copyOf(found);
    }
}
