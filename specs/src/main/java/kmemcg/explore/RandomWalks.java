package kmemcg.explore;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import kmemcg.explore.Crew.Job;

/**
 * A look at a program that has too many executions to see them all: walks from the root of the tree of executions that take one
 * option of each choice, all with the same odds, until they come to an execution. Many leaves are none, since a thread waits there for
 * what another option would have brought, or has lost a race; from such a dead end a walk goes back to the last choice that has
 * another option, and after {@value Exploration#DEAD_ENDS} of them it gives up. Whatever a walk finds is as true as what is found
 * by exploring everything.
 *
 * <p>What the odds are: an execution is at exactly one leaf, since the exploration is optimal. If the choices on the way there have b1,
 * ..., bk options, a walk comes to it with a probability p of at least 1 / (b1 * ... * bk): so likely it comes there without a dead
 * end. So n walks all miss it with a probability of at most (1 - p)^n. Executions are not equally likely: those after many or wide
 * choices are rare, and walks that find nothing say nothing of executions less likely than about 3 / n. Source: the walk
 * is that of D. E. Knuth, "Estimating the Efficiency of Backtrack Programs", Mathematics of Computation 29, 1975; going back is our own.
 *
 * <p>Which walk has which number depends on the seed alone, not on how many workers there are, and one walk can be repeated alone.
 *
 * <p>What this does not offer: priorities after S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte, "A Randomized Scheduler with
 * Probabilistic Guarantees of Finding Bugs", ASPLOS 2010, whose odds for a bug of depth d in n threads and k steps are at least 1 / (n *
 * k^(d-1)). They are odds of schedules, and here is no schedule: a thread runs to its end, a wait that is not over ends its
 * exploration, and what is waited for arrives by a revisit from another branch of the tree. To follow priorities, threads would have
 * to be stopped and gone on with in the middle, which is another machine.
 */
public final class RandomWalks {
    private final long base;
    private final AtomicLong next;

    /** Behind the last walk that counts. */
    private final AtomicLong end;

    private RandomWalks(long seed, long first, long count) {
        this.base = new SplittableRandom(seed).nextLong();
        this.next = new AtomicLong(first);
        this.end = new AtomicLong(first + count);
    }

    /**
     * Makes walks with several workers, until the observer of one of them does not want to go on. Walks with smaller numbers than that
     * one are made all the same.
     *
     * @param explorations of the same program, each with a machine of its own: one for each worker
     * @param first the number of the first walk
     * @param count how many
     * @return what came of the walks of each worker
     */
    public static List<WalkTally> run(List<Exploration> explorations, long seed, long first, long count) {
        RandomWalks walks = new RandomWalks(seed, first, count);
        List<Job<WalkTally>> jobs = explorations.stream()
                .<Job<WalkTally>>map(exploration -> () -> walks.share(exploration))
                .toList();
        return Crew.run(jobs, () -> walks.end.set(first));
    }

    private WalkTally share(Exploration exploration) {
        WalkTally tally = WalkTally.NONE;
        boolean goesOn = true;
        while (goesOn) {
            long number = next.getAndIncrement();
            if (number >= end.get()) {
                break;
            }
            goesOn = exploration.walk(random(number));
            tally = tally.with(number, exploration.isAtExecution(), exploration.logOdds());
            if (!goesOn) {
                end.accumulateAndGet(number, Math::min);
            }
        }
        return tally;
    }

    private RandomGenerator random(long number) {
        return new SplittableRandom(base + number);
    }
}
