package kmemcg.explore;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import kmemcg.explore.Explorer.Leaf;
import kmemcg.machine.Finding;
import org.jspecify.annotations.Nullable;

/** Explores one program. */
public final class Exploration {
    /** So many choices are explored at once before an estimate draws the nodes that go on. */
    private static final int SLICE = 4;

    /** A walk gives up when it has come to so many leaves that are no executions. */
    static final int DEAD_ENDS = 100;

    private final ExplorerMachine machine;
    private final List<ProgramThread> threads;
    private final Explorer explorer;
    private final Execution execution;
    private final Observer observer;
    private long complete;
    private long deadlocked;
    private long blocked;
    private long dropped;
    private Leaf reached = Leaf.CUT;

    /** A program whose threads have made their cells on a machine. */
    public Exploration(ExplorerMachine machine, List<ProgramThread> threads, Observer observer) {
        this.machine = machine;
        this.threads = threads;
        this.explorer = new Explorer(machine);
        this.execution = new Execution(machine, explorer);
        this.observer = observer;
    }

    /** Every execution, each once, as long as the observer wants to go on. */
    public Summary all() {
        return Workers.all(List.of(this));
    }

    /** Explores what nobody else does, and gives away what somebody else could. */
    Summary partsOf(SubTrees left) throws InterruptedException {
        for (int[] path = left.take(); path != null; path = left.take()) {
            explorer.begin(threads, Chooser.below(path));
            if (!part(left)) {
                left.stop();
            }
            left.done();
        }
        return summary(!left.isStopped());
    }

    /** Whether it was explored to its end. */
    private boolean part(SubTrees left) {
        do {
            if (left.isStopped() || !leaf()) {
                return false;
            }
            int[] gift = left.isWanted() ? explorer.giveAway() : null;
            if (gift != null) {
                left.give(gift);
            }
        } while (explorer.backtrack());
        return true;
    }

    /** Walks from the root to an execution, or gives up on the way; whether the observer wants to go on. */
    boolean walk(RandomGenerator random) {
        explorer.begin(threads, Chooser.shuffled(random));
        boolean goesOn = leaf();
        for (int deadEnds = 1; deadEnds < DEAD_ENDS && isOnTheWay(goesOn); deadEnds++) {
            goesOn = leaf();
        }
        return goesOn;
    }

    /** Goes the way that was recorded in an execution of this program, or of what it was then, and shows the observer the execution it ends in. */
    public Followed follow(List<RecordedStep> steps) {
        Guide guide = new Guide(machine, explorer);
        explorer.begin(threads, Chooser.IN_TURN);
        reached = machine.exploring(explorer, () -> explorer.follow(steps, guide));
        if (reached != Leaf.CUT) {
            seen(reached);
        }
        return new Followed(guide.difference(), isAtExecution());
    }

    /**
     * Goes a recorded way, and leaves it: a thread does another step there, and then threads are interrupted only where they wait. Shows the
     * observer the execution this ends in, if the thread can do a step there.
     */
    public void leave(List<RecordedStep> steps, String thread) {
        Guide guide = new Guide(machine, explorer);
        explorer.begin(threads, Chooser.IN_TURN);
        Leaf leaf = machine.exploring(explorer, () -> explorer.leave(steps, thread, guide));
        if (leaf != Leaf.CUT) {
            seen(leaf);
        }
    }

    private boolean isOnTheWay(boolean goesOn) {
        return goesOn && !isAtExecution() && explorer.backtrack();
    }

    /** The natural logarithm of the least probability with which a walk comes to the leaf at which the exploration stands. */
    double logOdds() {
        return explorer.logOdds();
    }

    /** Whether the leaf at which the exploration stands is one that the observer has seen. */
    boolean isAtExecution() {
        return reached == Leaf.COMPLETE || reached == Leaf.DEADLOCKED || reached == Leaf.FOUND;
    }

    /**
     * How many complete executions there are, about.
     *
     * @param width how many places of the tree of executions are looked at side by side; time grows with it, and 400 are good
     */
    public Estimate estimate(RandomGenerator random, int width) {
        return estimate(random, width, () -> false);
    }

    /**
     * The same, for somebody who may lose interest.
     *
     * @throws CancellationException if nobody wants to know any more
     */
    public Estimate estimate(RandomGenerator random, int width, BooleanSupplier isMoot) {
        Explorer scout = new Explorer(machine);
        return Estimate.of(
                random,
                (node, next) -> {
                    if (isMoot.getAsBoolean()) {
                        throw new CancellationException("nobody wants the estimate any more");
                    }
                    return slice(scout, node, next);
                },
                width);
    }

    private int slice(Explorer scout, Node node, Cohort next) {
        scout.begin(threads, node.path(), SLICE);
        int executions = 0;
        do {
            Leaf leaf = machine.exploring(scout, scout::advance);
            executions += leaf == Leaf.COMPLETE ? 1 : 0;
            if (leaf == Leaf.CUT) {
                next.add(scout.node(node.standsFor()));
            }
        } while (scout.backtrack());
        return executions;
    }

    /**
     * What share of the complete executions was seen, about, in the part of the tree that this worker has or had; to be asked by
     * its observer. Options that are left are taken to have as many executions below them as those like them had. Source: the
     * recursive estimator of P. Kilby, J. Slaney, S. Thiébaux, T. Walsh, "Estimating Search Tree Size", AAAI 2006.
     */
    public double share() {
        return share(List.of(this));
    }

    /** The same of several workers that explore one program; what waits for a worker at the moment is left out. */
    public static double share(List<Exploration> workers) {
        double seen = 0;
        double left = 0;
        for (Exploration worker : workers) {
            seen += worker.complete;
            left += worker.complete == 0 ? 0 : worker.explorer.expectedLeft();
        }
        return seen == 0 ? 0 : seen / (seen + left);
    }

    /** Goes on to a leaf of the tree of executions; whether to go on after it. */
    private boolean leaf() {
        return seen(machine.exploring(explorer, explorer::advance));
    }

    private boolean seen(Leaf leaf) {
        reached = leaf;
        boolean goesOn = true;
        switch (reached) {
            case COMPLETE -> {
                complete++;
                observer.complete(execution);
            }
            case DEADLOCKED -> {
                deadlocked++;
                observer.deadlocked(execution);
            }
            case BLOCKED -> blocked++;
            case DROPPED -> dropped++;
            case CUT -> throw new IllegalStateException("cut, though all is to be explored");
            case FOUND -> goesOn = observer.found(execution, explorer.finding());
        }
        return goesOn && observer.goesOn();
    }

    /** The execution at which the exploration stands; after the end, the one that ended it. */
    public Execution current() {
        return execution;
    }

    private Summary summary(boolean isExhausted) {
        return new Summary(complete, deadlocked, blocked, dropped, isExhausted, explorer.found());
    }

    /** Sees every execution. */
    public interface Observer {
        /** Every thread and everything deferred has come to its end. */
        void complete(Execution execution);

        /** Somebody waits, and nobody is left to change that. */
        default void deadlocked(Execution execution) {}

        /** Something went wrong on the way, and this execution ends there; whether to look at others. */
        default boolean found(Execution execution, Finding finding) {
            return false;
        }

        /** Asked after every execution. */
        default boolean goesOn() {
            return true;
        }
    }

    /**
     * How many executions there were.
     *
     * @param complete in which all came to an end
     * @param deadlocked in which somebody waits for ever
     * @param blocked in which somebody waits for what other executions let him have
     * @param dropped in which a read-modify-write lost its race, and that go on as others
     * @param isExhausted whether there are no others
     * @param found what went wrong, if anything did that no observer judged
     */
    public record Summary(
            long complete,
            long deadlocked,
            long blocked,
            long dropped,
            boolean isExhausted,
            @Nullable Finding found) {}
}
