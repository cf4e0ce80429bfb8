package kmemcg.explore;

import java.util.List;
import java.util.function.Consumer;
import kmemcg.machine.Finding;
import org.jspecify.annotations.Nullable;

/** Explores one program. */
public final class Exploration {
    private final ExplorerMachine machine;
    private final Explorer explorer;
    private final List<ProgramThread> threads;

    /** A program whose threads have made their cells on a machine. */
    public Exploration(ExplorerMachine machine, List<ProgramThread> threads) {
        this.machine = machine;
        this.explorer = new Explorer(machine);
        this.threads = threads;
    }

    /** Every execution, each once. */
    public Summary run(Consumer<Execution> complete, Consumer<Execution> deadlocked) {
        Execution execution = new Execution(machine, explorer);
        Totals totals = explorer.totals();
        explorer.begin(threads, Chooser.ALL);
        do {
            switch (machine.exploring(explorer, explorer::advance)) {
                case COMPLETE -> {
                    totals.complete++;
                    complete.accept(execution);
                }
                case DEADLOCKED -> {
                    totals.deadlocked++;
                    deadlocked.accept(execution);
                }
                case BLOCKED -> totals.blocked++;
                case DROPPED -> totals.dropped++;
                case FOUND -> {
                    return summary();
                }
            }
        } while (explorer.backtrack());
        return summary();
    }

    /** The execution at which the exploration stands; the one that a finding ended, once {@link #run} has come back with it. */
    public Execution current() {
        return new Execution(machine, explorer);
    }

    private Summary summary() {
        Totals totals = explorer.totals();
        return new Summary(totals.complete, totals.deadlocked, totals.blocked, totals.dropped, explorer.found());
    }

    /** How many executions there were. */
    public record Summary(
            long complete,
            long deadlocked,
            long blocked,
            long dropped,
            @Nullable Finding found) {}
}
