package kmemcg.design.objcg.bugs;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import kmemcg.design.DesignFactory;
import kmemcg.design.objcg.Bench;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.memcg.Geometry;

/**
 * What can go wrong if another task runs in the middle of an operation? The operation runs on a sequential machine, step by
 * step; after one of its steps the other task runs to its end. Every step is tried, each on a freshly booted system: all
 * interleavings in which the operation is interrupted once.
 *
 * <p>A step after which the other task would have to wait for the interrupted one gives no interleaving, and is left out.
 */
final class Interposition {
    private static final Set<String> IMPOSSIBLE = Set.of("deadlock", "stuck");

    private final Set<String> found = new TreeSet<>();
    private int interleavings;

    /** Tries all steps. */
    Interposition(DesignFactory factory, Geometry geometry, Function<Bench, Race> setUp) {
        Run run;
        int step = 0;
        do {
            run = new Run(new Bench(factory, geometry), setUp, step);
            run.judge();
        } while (run.steps > step++);
    }

    /** What was found after any step: broken invariants with the kinds of mistakes, and what was left at the end. */
    Set<String> found() {
        return found;
    }

    /** How many interleavings there were. */
    int interleavings() {
        return interleavings;
    }

    /**
     * An operation, and what interrupts it.
     *
     * @param operation of the first task
     * @param other of the second task
     * @param cleanUp gives back what the race has made, so that nothing should be left
     */
    record Race(Runnable operation, Runnable other, Runnable cleanUp) {}

    private final class Run {
        private final Bench bench;
        private final Race race;
        private final int interruptAfter;
        private int steps;
        private boolean interrupted;

        /** @param interruptAfter a number of steps; more than there are means after the operation */
        Run(Bench bench, Function<Bench, Race> setUp, int interruptAfter) {
            this.bench = bench;
            this.race = setUp.apply(bench);
            this.interruptAfter = interruptAfter;
            bench.machine.observe(step -> {
                if (!interrupted) {
                    steps++;
                    interruptHere();
                }
            });
            interruptHere();
            bench.machine.run(bench.task0, race.operation());
            bench.machine.observe(null);
        }

        private void interruptHere() {
            if (steps == interruptAfter) {
                interrupted = true;
                bench.machine.run(bench.task1, race.other());
                interrupted = false;
            }
        }

        void judge() {
            bench.settleAndDrain();
            bench.machine.run(bench.task0, race.cleanUp());
            bench.settleAndDrain();
            List<Finding> findings = bench.findings();
            if (findings.stream().anyMatch(this::isImpossible)) {
                return;
            }
            interleavings++;
            findings.forEach(finding -> found.add(finding.broken() + ": " + finding.kind()));
            if (findings.isEmpty()) {
                bench.leftovers().forEach(name -> found.add("left: " + name));
                found.addAll(bench.usage(bench.design.root()) == 0 ? List.of() : List.of("left: a charge"));
            }
        }

        private boolean isImpossible(Finding finding) {
            return finding.broken() == Invariant.PROGRESS && IMPOSSIBLE.contains(finding.kind());
        }
    }
}
