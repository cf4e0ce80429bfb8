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

    Execution(ExplorerMachine machine, Explorer explorer) {
        this.machine = machine;
        this.explorer = explorer;
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

    /**
     * Whether all that a thread did before one place happens before all that another did from another place on. Places are those of
     * {@link ExplorerMachine#ordinal}.
     */
    public boolean precedes(int thread, int end, int otherThread, int begin) {
        Graph graph = explorer.graph();
        int last = event(thread, end - 1);
        int first = event(otherThread, begin);
        return last >= 0 && first >= 0 && graph.happensBefore().has(first, last);
    }

    private int event(int thread, int place) {
        int event = place < 0 ? -1 : explorer.graph().first[thread];
        for (int left = place; left > 0 && event >= 0; left--) {
            event = explorer.graph().next[event];
        }
        return event;
    }

    /** What memory holds at the end, as text: equal for equal states, whatever the numbers of their objects. */
    public String state() {
        return new FinalState(machine, explorer.graph()).toString();
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
