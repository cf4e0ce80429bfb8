package kmemcg.explore;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import kmemcg.machine.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Which executions does a program have? All of them, each once: threads run one after the other, a new read tries every write
 * it may read, a new write every place in coherence order and every read that might read it instead, and each of these is an
 * alternative to come back to.
 *
 * <p>Source: the TruSt algorithm of M. Kokologiannakis, I. Marmanis, V. Gladstein, V. Vafeiadis, POPL 2022.
 *
 * <p>Deviations: waiting (see {@link Maximality}); grace periods end as late as possible, and a section that turns out to have
 * begun before a grace period that has ended takes that end back (see {@link Revisits}).
 */
final class Explorer {
    private final ExplorerMachine machine;
    private final SearchPath path;
    private final Choices choices;
    private final ThreadRunner runner;

    Explorer(ExplorerMachine machine) {
        this.machine = machine;
        this.path = new SearchPath(machine.model());
        Revisits revisits = new Revisits(path);
        this.choices = new Choices(machine, path, revisits);
        this.runner = new ThreadRunner(machine, path, revisits, choices);
    }

    /** Begins at the root of the tree of executions. */
    void begin(List<ProgramThread> program, Chooser how) {
        begin(
                program,
                IntStream.range(0, program.size())
                        .mapToObj(index -> machine.taskOf(program.get(index), index))
                        .toList(),
                how);
    }

    /** Begins at the root of the tree of executions, with these tasks for the program's threads. */
    void begin(List<ProgramThread> program, List<ExploredTask> tasks, Chooser how) {
        path.begin(how).reset(program.size(), machine.staticCells(), machine.staticBirths());
        runner.begin(program, tasks);
    }

    /** Begins at the root, follows a path, and goes so many choices further only. */
    void begin(List<ProgramThread> program, int[] way, int further) {
        begin(program, Chooser.below(way));
        path.endAt(way.length + further);
    }

    /** Goes on to the next leaf: an execution that is complete, or blocked, or was dropped. */
    Leaf advance() {
        runner.forget();
        try {
            for (int thread = nextThread(); thread >= 0; thread = nextThread()) {
                runner.run(thread);
            }
        } catch (Unwind unwind) {
            return leaf(unwind);
        }
        Leaf end = Schedule.end(graph());
        if (end == Leaf.COMPLETE) {
            path.countExecution();
        }
        return end;
    }

    /**
     * Goes from the root through steps that were recorded, then on to a leaf; no further if one is not done any more.
     *
     * @param guide who leads the way
     */
    Leaf follow(List<RecordedStep> steps, Guide guide) {
        return led(() -> guide.follow(steps));
    }

    /** The same, and then a thread of this name does another step before all others. */
    Leaf leave(List<RecordedStep> steps, String thread, Guide guide) {
        return led(() -> guide.follow(steps) && guide.goesOn(thread));
    }

    private Leaf led(BooleanSupplier way) {
        runner.forget();
        try {
            return way.getAsBoolean() ? advance() : Leaf.CUT;
        } catch (Unwind unwind) {
            return leaf(unwind);
        }
    }

    private static Leaf leaf(Unwind unwind) {
        if (unwind == Unwind.CUT) {
            return Leaf.CUT;
        }
        return unwind == Unwind.FOUND ? Leaf.FOUND : Leaf.DROPPED;
    }

    private int nextThread() {
        return Schedule.next(graph());
    }

    /** Takes the next alternative; false if there is none left. */
    boolean backtrack() {
        for (Frame frame = path.lastChoice(); frame != null; frame = path.lastChoice()) {
            if (choices.resume(frame) != Taken.FAILED) {
                return true;
            }
        }
        return false;
    }

    /** The execution as it is now. */
    Graph graph() {
        return path.graph();
    }

    ThreadRunner runner() {
        return runner;
    }

    String threadName(int thread) {
        return runner.name(thread);
    }

    @Nullable
    Finding found() {
        return runner.found();
    }

    /** What was found; at a leaf that is {@link Leaf#FOUND}. */
    Finding finding() {
        return Objects.requireNonNull(runner.found());
    }

    /** The options taken so far, from the root. */
    int[] path() {
        return path.options();
    }

    /** Where the search stands, which was cut there. */
    Node node(double standsFor) {
        return new Node(path(), standsFor, Options.countFree(graph()), graph().events);
    }

    /** How many complete executions are to be expected below the options that are left. */
    double expectedLeft() {
        return path.expectedLeft();
    }

    /** The natural logarithm of the probability of coming here at once if each option of a choice has the same odds. */
    double logOdds() {
        return path.logOdds();
    }

    /** Gives away an untried option as near to the root as can be: the path to it; null if there is none. */
    int @Nullable [] giveAway() {
        return path.giveAway();
    }

    /** How an execution ended. */
    enum Leaf {
        COMPLETE,
        /** Somebody waits for what another execution lets him have. */
        BLOCKED,
        /** Everybody waits for what never comes. */
        DEADLOCKED,
        /** Given up: a read-modify-write lost its race, and goes on where it wins it. */
        DROPPED,
        /** No leaf: the search was to go no deeper, or knew no way. */
        CUT,
        FOUND
    }
}
