package kmemcg.explore;

import java.util.List;
import kmemcg.machine.Finding;
import kmemcg.machine.Ref;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/** One execution, at the moment at which nobody can go on. Valid until the explorer goes on to the next. */
public final class Execution {
    private final ExplorerMachine machine;
    private final Explorer explorer;
    private final FinalState finalState;

    Execution(ExplorerMachine machine, Explorer explorer) {
        this.machine = machine;
        this.explorer = explorer;
        this.finalState = new FinalState(machine);
    }

    /** What a thread of the program answered; null if it did not come to its end, or answered nothing. */
    public @Nullable Object result(int thread) {
        Graph graph = explorer.graph();
        return graph.hasEnded(thread) ? graph.object[graph.last[thread]] : null;
    }

    /** What a word holds at the end. */
    public long value(Word word) {
        ExploredWord cell = (ExploredWord) word;
        int write = explorer.graph().lastWrite[cell.number];
        return write < 0 ? cell.initialLong() : explorer.graph().value[write];
    }

    /** What a pointer holds at the end. */
    @SuppressWarnings("unchecked")
    public <T> @Nullable T value(Ref<T> ref) {
        ExploredRef<T> cell = (ExploredRef<T>) ref;
        int write = explorer.graph().lastWrite[cell.number];
        return (T) (write < 0 ? cell.initialObject() : explorer.graph().object[write]);
    }

    /** A thread's event at a place that is one of {@link ExplorerMachine#ordinal}; -1 if it has none there. */
    public int event(int thread, int place) {
        int event = place < 0 ? -1 : explorer.graph().first[thread];
        for (int left = place; left > 0 && event >= 0; left--) {
            event = explorer.graph().next[event];
        }
        return event;
    }

    /** Whether one event happens before another; not if either is -1. */
    public boolean happensBefore(int event, int later) {
        return event >= 0 && later >= 0 && explorer.graph().happensBefore().has(later, event);
    }

    /** Adds what memory holds at the end. */
    public void addState(Fingerprint print) {
        finalState.addTo(print, explorer.graph());
    }

    /** How many events it has. */
    public int size() {
        return explorer.graph().events;
    }

    /**
     * The execution without the order in which the exploration added its events: for each thread what it did, what each read read
     * from, and for each cell the order of its writes. Two executions are equal if and only if these are.
     */
    public String canonicalForm() {
        return new CanonicalForm(machine, explorer).toString();
    }

    /** What happened, in a sequence with the fewest switches between threads, and last what was found if that ended it. */
    public List<Step> steps() {
        return new Narration(machine, explorer).steps();
    }

    /** The same sequence for {@link Exploration#follow}; only under sequential consistency, which it follows. */
    public List<RecordedStep> recorded() {
        Bystander bystander =
                machine.exploring(explorer, () -> explorer.runner().observed());
        return new Narration(machine, explorer).recorded(bystander);
    }

    /** Whether the sequence of {@link #steps} is proved to have the fewest switches; a very large execution's is not. */
    public boolean hasFewestSwitches() {
        return Interleaving.of(machine, explorer).isFewest();
    }

    /** Who waits for whom, if nobody can go on. */
    public WaitCycle waitCycle() {
        return new WaitCycle(machine, explorer);
    }

    /**
     * Runs every thread once more as it ran in this execution, as far as it came, so that its body can ask for its {@link
     * ExplorerMachine#ordinal} where operations begin and end.
     */
    public void retrace() {
        machine.exploring(explorer, () -> {
            explorer.runner().retrace();
            return this;
        });
    }

    /** Lets somebody look at memory as this execution left it, and run tasks on it; what was found meanwhile. */
    public List<Finding> judge(Runnable judge) {
        return machine.after(explorer.graph(), judge);
    }
}
