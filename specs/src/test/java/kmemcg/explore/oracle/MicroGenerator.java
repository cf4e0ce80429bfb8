package kmemcg.explore.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random tiny programs, the same for the same seed.
 *
 * <p>Odds: two threads (2 in 3) or three; their {@link Role}s are the same (3 in 4), or an RCU reader and an updater, to whom
 * a third thread of either role is added. Words, locks, sizes and values are those of {@link MicroDraft}. Programs of more
 * than 200,000 interleavings are discarded and counted.
 */
public final class MicroGenerator {
    private static final long MOST_INTERLEAVINGS = 200_000;
    private static final List<Role> WITHOUT_RCU = List.of(Role.PLAIN, Role.ORDERED, Role.LOCKING);
    private static final List<Role> RCU = List.of(Role.RCU_READER, Role.RCU_UPDATER);

    private final SplittableRandom random;
    private int discarded;

    public MicroGenerator(long seed) {
        random = new SplittableRandom(seed);
    }

    public MicroProgram next() {
        MicroProgram program = draw();
        while (interleavings(program) > MOST_INTERLEAVINGS) {
            discarded++;
            program = draw();
        }
        return program;
    }

    /** How many programs were too large so far. */
    public int discarded() {
        return discarded;
    }

    private MicroProgram draw() {
        List<Role> roles = roles(random.nextInt(3) < 2 ? 2 : 3);
        MicroDraft draft = new MicroDraft(random, roles.size() == 2 ? 5 : 3);
        List<List<MicroOp>> threads = new ArrayList<>();
        roles.forEach(role -> threads.add(draft.thread(role)));
        // Threads wait mostly for values of threads made before them; that these come first would be a habit.
        Collections.rotate(threads, random.nextInt(threads.size()));
        return new MicroProgram(threads);
    }

    private List<Role> roles(int count) {
        int theme = random.nextInt(WITHOUT_RCU.size() + 1);
        if (theme < WITHOUT_RCU.size()) {
            return Collections.nCopies(count, WITHOUT_RCU.get(theme));
        }
        return count == 2 ? RCU : List.of(RCU.get(0), RCU.get(1), RCU.get(random.nextInt(2)));
    }

    /** The number of orders of all steps; waiting makes it fewer. */
    static long interleavings(MicroProgram program) {
        long orders = 1;
        int total = 0;
        for (List<MicroOp> thread : program.threads()) {
            for (int step = 1; step <= steps(thread); step++) {
                total++;
                orders = orders * total / step;
            }
        }
        return orders;
    }

    private static int steps(List<MicroOp> thread) {
        return thread.size()
                + (int) thread.stream()
                        .filter(op -> op.kind() == MicroOp.Kind.SYNC)
                        .count();
    }
}
