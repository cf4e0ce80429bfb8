package kmemcg.program.enumerate;

import java.util.List;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.program.Operation;
import kmemcg.program.Segment;

/**
 * What a thread asks of those beside it, as far as {@link kmemcg.program.ProgramRules} forbids anything in this family; sets
 * are bits, so that millions of pairs can be counted.
 *
 * @param runsOn its CPU
 * @param takesDown CPUs that it takes down
 * @param removes groups that it removes
 * @param leavesTo groups that others must remove, since it removes their parent and not them before
 * @param uses caches of the world that it names
 * @param destroys those of them that it destroys
 */
record Claims(long runsOn, long takesDown, long removes, long leavesTo, long uses, long destroys) {
    static Claims of(SmallWorld small, Segment thread) {
        long takesDown = 0;
        long removes = 0;
        long leavesTo = 0;
        long uses = 0;
        long destroys = 0;
        for (Operation operation : thread.operations()) {
            if (operation.verb() == Verb.CPU_OFFLINE) {
                takesDown |= 1L << operation.number(Kind.CPU);
            }
            if (operation.verb() == Verb.RMDIR || operation.verb() == Verb.OFFLINE) {
                leavesTo |= bits(small.removable(), small.children(operation.the(Kind.GROUP))) & ~removes;
                removes |= bits(small.removable(), List.of(operation.the(Kind.GROUP)));
            }
            long named = bits(small.caches(), operation.all(Kind.CACHE));
            uses |= named;
            destroys |= operation.verb() == Verb.DESTROY_CACHE ? named : 0;
        }
        return new Claims(1L << thread.cpu(), takesDown, removes, leavesTo, uses, destroys);
    }

    /** Of those names that are among all; a cache that a thread makes is its own affair. */
    private static long bits(List<String> all, List<String> names) {
        return names.stream()
                .mapToInt(all::indexOf)
                .filter(place -> place >= 0)
                .mapToLong(place -> 1L << place)
                .sum();
    }

    /** Whether these threads may run beside one another. */
    static boolean fit(List<Claims> threads) {
        for (int one = 0; one < threads.size(); one++) {
            if (!threads.get(one).isMet(threads, one)) {
                return false;
            }
        }
        return true;
    }

    private boolean isMet(List<Claims> threads, int self) {
        long missing = leavesTo;
        for (int at = 0; at < threads.size(); at++) {
            Claims other = threads.get(at);
            if (at != self && isInTheWayOf(other)) {
                return false;
            }
            missing &= at == self ? -1 : ~other.removes;
        }
        return missing == 0;
    }

    private boolean isInTheWayOf(Claims other) {
        return (takesDown & (other.runsOn | other.takesDown)) != 0 || (destroys & other.uses) != 0;
    }
}
