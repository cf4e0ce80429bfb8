package kmemcg.explore;

import java.util.List;
import kmemcg.machine.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Leads the threads of a program through a recorded sequence: whoever did a step then does one now, reads what is newest and writes
 * behind all others, as it must be in a sequence of sequential consistency. A thread that does something else goes on until it
 * does what was recorded, since a model that has got another step is still worth following; the first difference is kept.
 */
final class Guide {
    private final ExplorerMachine machine;
    private final Explorer explorer;
    private @Nullable Difference difference;

    Guide(ExplorerMachine machine, Explorer explorer) {
        this.machine = machine;
        this.explorer = explorer;
    }

    /** The first difference between what was recorded and what was done; null if there was none. */
    @Nullable
    Difference difference() {
        return difference;
    }

    /**
     * Follows the steps as far as it can, in an exploration that stands at its root; whether all were done. What was found then need not
     * be found now.
     *
     * @throws Unwind if something was found
     */
    boolean follow(List<RecordedStep> steps) {
        for (int at = 0; at < steps.size(); at++) {
            if (!comesTo(at + 1, steps.get(at)) && !steps.get(at).isFinding()) {
                return false;
            }
        }
        return true;
    }

    /** Lets a thread do another step, whatever it is; whether it could. */
    boolean goesOn(String name) {
        int thread = threadCalled(name);
        return thread >= 0 && step(thread) >= 0;
    }

    private boolean comesTo(int number, RecordedStep wanted) {
        int thread = threadCalled(wanted.thread());
        if (thread < 0) {
            differs(number, wanted, "there is no such thread");
            return false;
        }
        while (true) {
            int event = step(number, wanted, thread);
            if (event < 0) {
                differs(number, wanted, idleness(thread));
                return false;
            }
            String now = text(event);
            if (wanted.isDoneBy(now)) {
                return true;
            }
            differs(number, wanted, now);
        }
    }

    /**
     * Lets a thread do one step where another may be wanted; its event, -1 if it waits or has ended. If something is found there that was not
     * then, it is another step, unless it is the same access: a free that came too early is told before the accesses that come too late, and
     * found there.
     */
    private int step(int number, RecordedStep wanted, int thread) {
        try {
            return step(thread);
        } catch (Unwind unwind) {
            Finding found = explorer.found();
            String accessed = explorer.runner().wronglyAccessed();
            boolean isTheSame = accessed != null && wanted.concerns(accessed);
            if (found != null && !wanted.isFinding() && !isTheSame) {
                differs(number, wanted, Narration.what(found, wanted.thread()));
            }
            throw unwind;
        }
    }

    private void differs(int number, RecordedStep wanted, String now) {
        if (difference == null) {
            difference = new Difference(number, wanted.text(), now);
        }
    }

    /** A thread of this name that has not ended, or else one that has; -1 if there is none. */
    private int threadCalled(String name) {
        Graph graph = explorer.graph();
        int ended = -1;
        for (int thread = 0; thread < graph.threads; thread++) {
            if (graph.isPresent(thread) && explorer.threadName(thread).equals(name)) {
                if (!graph.hasEnded(thread)) {
                    return thread;
                }
                ended = thread;
            }
        }
        return ended;
    }

    /** Lets a thread do one step; its event, -1 if it waits or has ended. */
    private int step(int thread) {
        Graph graph = explorer.graph();
        int before = graph.last[thread];
        if (!graph.hasEnded(thread)) {
            explorer.runner().step(thread);
        }
        int event = before < 0 ? graph.first[thread] : graph.next[before];
        while (event >= 0 && isWait(event)) {
            event = graph.next[event];
        }
        return event;
    }

    private String text(int event) {
        return wording().text(Units.at(explorer.graph(), event));
    }

    private boolean isWait(int event) {
        EventKind kind = explorer.graph().kind[event];
        return kind.isWait() || kind == EventKind.STUCK;
    }

    private String idleness(int thread) {
        return explorer.graph().hasEnded(thread) ? "ends" : wording().waits(thread);
    }

    private Wording wording() {
        return new Wording(machine, explorer.graph(), new WaitCycle(machine, explorer));
    }
}
