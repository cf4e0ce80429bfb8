package kmemcg.program;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Makes a failing program 1-minimal: no thread, operation, group, cache, flag or parameter can be dropped or reduced and the
 * program still fail. Greedy descent over {@link Reductions}, as the last phase of delta debugging (Zeller and Hildebrandt,
 * IEEE TSE 28(2), 2002); after a success it goes on where it was instead of starting again, and no program is tried twice.
 * Deterministic if the predicate is.
 */
public final class Minimiser {
    private Minimiser() {}

    /**
     * Makes a program smaller.
     *
     * @param failing a program for which the predicate holds
     * @param stillFails asked for smaller programs only, each once; all keep the rules
     * @param goOn asked before each try; once it says no, the smallest program so far is the answer
     */
    public static Minimised minimise(Program failing, Predicate<Program> stillFails, BooleanSupplier goOn) {
        Program current = failing;
        List<Program> candidates = Reductions.of(current);
        Set<Program> passed = new HashSet<>();
        int tries = 0;
        int at = 0;
        for (int inVain = 0; inVain < candidates.size(); inVain++) {
            Program candidate = candidates.get(at++ % candidates.size());
            if (passed.contains(candidate)) {
                continue;
            }
            if (!goOn.getAsBoolean()) {
                return new Minimised(current, tries, false);
            }
            tries++;
            if (stillFails.test(candidate)) {
                current = candidate;
                candidates = Reductions.of(current);
                at--;
                inVain = -1;
            } else {
                passed.add(candidate);
            }
        }
        return new Minimised(current, tries, true);
    }

    /** A budget of so many tries. */
    public static BooleanSupplier tries(int most) {
        AtomicInteger left = new AtomicInteger(most);
        return () -> left.getAndDecrement() > 0;
    }

    /**
     * A smaller program.
     *
     * @param tries how often the predicate was asked
     * @param isMinimal whether it is known to be 1-minimal, rather than the budget used up
     */
    public record Minimised(Program program, int tries, boolean isMinimal) {}
}
