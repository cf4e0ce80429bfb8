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

    /** Lets somebody look at memory as this execution left it, and run tasks on it; what was found meanwhile. */
    public List<Finding> judge(Runnable judge) {
        return machine.after(explorer.graph(), judge);
    }
}
