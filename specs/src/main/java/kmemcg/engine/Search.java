package kmemcg.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kmemcg.explore.MemoryModel;
import kmemcg.machine.Invariant;
import kmemcg.program.Program;

/**
 * Where programs come from and how long to go on.
 *
 * @param fixed the programs to try, in this order; empty for generated ones
 * @param seed of everything that is chosen at random
 * @param effort how many times the engine's default number of tries; 1.0 for the edit loop
 * @param time when to stop
 * @param overtime how much longer an engine may go on that has not seen enough by then to say anything
 * @param wanted what a violation must break to count, for engines that can go on after one that does not; empty for anything
 * @param shrinks whether to make a failing program smaller; not when it is one that was made small before
 * @param memory which executions there are, for engines that enumerate them; the others have their own memory and ignore it
 * @param walks which executions to look at, for engines that could look at all; the others ignore it
 * @param monitor to tell how far the search is, and to ask whether it is to end
 */
public record Search(
        List<Program> fixed,
        long seed,
        double effort,
        Duration time,
        Duration overtime,
        Set<Invariant> wanted,
        boolean shrinks,
        MemoryModel memory,
        Walks walks,
        Monitor monitor) {
    public Search {
        fixed = List.copyOf(fixed);
        wanted = Set.copyOf(wanted);
    }

    private Search(List<Program> fixed, long seed, double effort, Duration time, boolean shrinks) {
        this(
                fixed,
                seed,
                effort,
                time,
                Duration.ZERO,
                Set.of(),
                shrinks,
                MemoryModel.SC,
                Walks.NONE,
                new Monitor(() -> false));
    }

    /** A search over generated programs. */
    public static Search generated(long seed, double effort, Duration time) {
        return new Search(List.of(), seed, effort, time, true);
    }

    /** A search over given programs only. */
    public static Search directed(List<Program> programs, long seed, Duration time) {
        return new Search(programs, seed, 1.0, time, true);
    }

    /** One program that failed before, to see whether it still does. */
    public static Search again(Program program, long seed, Duration time) {
        return new Search(List.of(program), seed, 1.0, time, false);
    }

    /** The same search for what breaks one of these only. */
    public Search wanting(Set<Invariant> invariants) {
        return new Search(fixed, seed, effort, time, overtime, invariants, shrinks, memory, walks, monitor);
    }

    /** The same search under another memory model. */
    public Search under(MemoryModel other) {
        return new Search(fixed, seed, effort, time, overtime, wanted, shrinks, other, walks, monitor);
    }

    /** The same search, by random walks. */
    public Search by(Walks others) {
        return new Search(fixed, seed, effort, time, overtime, wanted, shrinks, memory, others, monitor);
    }

    /** The same search with somebody who looks on. */
    public Search watchedBy(Monitor other) {
        return new Search(fixed, seed, effort, time, overtime, wanted, shrinks, memory, walks, other);
    }

    /** Whether a search that has taken so long is to end: its time is up, or nobody wants to know any more. */
    public boolean isOver(Duration elapsed) {
        return elapsed.compareTo(time) >= 0 || monitor.isToEnd();
    }

    /** The same, but not before the overtime is up as well if what was seen so far is not enough to say anything. */
    public boolean isOver(Duration elapsed, boolean isEnough) {
        return isOver(isEnough ? elapsed : elapsed.minus(overtime));
    }

    /** Whether a violation of these counts. */
    public boolean wants(Stream<Invariant> broken) {
        return wanted.isEmpty() || broken.anyMatch(wanted::contains);
    }

    public boolean isDirected() {
        return !fixed.isEmpty();
    }
}
