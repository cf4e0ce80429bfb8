package kmemcg.design;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import kmemcg.machine.Invariant;

/**
 * A bug that a kernel really had, as a variant of a design in which only the wrong step differs.
 *
 * @param name words with hyphens, as the command line names it
 * @param design the name of the design it belongs to
 * @param origin the cure
 * @param mechanism what happens, in two or three lines; {@code T1}, {@code T2} are the threads of the scenario
 * @param breaks the invariants it breaks; whoever finds one of them broken has found the bug
 * @param scenario the smallest program known to show it, in canonical text form; what it does not say runs at its end:
 *     processes leave, deferred work runs, stocks are drained
 * @param needsWeakMemory whether no interleaving shows it, only a weaker order of memory accesses
 * @param factory boots the design with the bug
 */
public record HistoricalBug(
        String name,
        String design,
        Origin origin,
        String mechanism,
        Set<Invariant> breaks,
        String scenario,
        boolean needsWeakMemory,
        DesignFactory factory) {
    public HistoricalBug {
        breaks = Collections.unmodifiableSet(EnumSet.copyOf(breaks)); // in the order of the ten
    }
}
