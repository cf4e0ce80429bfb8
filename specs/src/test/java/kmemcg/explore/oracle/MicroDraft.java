package kmemcg.explore.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import kmemcg.explore.oracle.MicroOp.Kind;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * One random program in the making. Odds: two words (2 in 3) or three, one lock (2 in 3) or two; threads vary
 * by 2 operations in length, an RCU reader's are inside a section, and an updater waits for a grace period in the middle.
 *
 * <p>Values tell who wrote them: every store has its own number from 1, and every addition its own power of two from 64.
 */
final class MicroDraft {
    private static final int SHORTEST_SECTION = 3;

    private final SplittableRandom random;
    private final int longestThread;
    private final List<String> words;
    private final List<String> locks;
    private final Map<String, List<Long>> stored = new HashMap<>();
    private long nextValue = 1;
    private long nextDelta = 64;

    /** @param longestThread operations in a thread at most, not counting what RCU roles add to them */
    MicroDraft(SplittableRandom random, int longestThread) {
        this.random = random;
        this.longestThread = longestThread;
        this.words = random.nextInt(3) < 2 ? List.of("x", "y") : List.of("x", "y", "z");
        this.locks = random.nextInt(3) < 2 ? List.of("l") : List.of("l", "m");
    }

    List<MicroOp> thread(Role role) {
        PSet<String> nothingOpen = HashTreePSet.empty();
        return switch (role) {
            case PLAIN, ORDERED, LOCKING -> operations(from(longestThread - 2, longestThread), role, nothingOpen);
            case RCU_READER -> section(MicroOp.rcuLock(), from(4, 5), role, nothingOpen);
            case RCU_UPDATER -> {
                List<MicroOp> thread = operations(from(1, 2), role, nothingOpen);
                thread.add(MicroOp.sync());
                thread.addAll(operations(from(1, 2), role, nothingOpen));
                yield thread;
            }
        };
    }

    /**
     * So many operations.
     *
     * @param open the sections around them: locks held, and {@code "rcu"}
     */
    private List<MicroOp> operations(int size, Role role, PSet<String> open) {
        List<MicroOp> made = new ArrayList<>();
        while (made.size() < size) {
            made.addAll(block(size - made.size(), role, open));
        }
        return made;
    }

    /** One operation or one section, of at most the given size. What does not fit here is drawn again. */
    private List<MicroOp> block(int most, Role role, PSet<String> open) {
        MicroOp op = operation(role.draw(random));
        if (op.kind().sleeps() && !open.isEmpty()) {
            return block(most, role, open);
        }
        if (!op.kind().opens()) {
            return List.of(op);
        }
        boolean mayOpen = op.kind() == Kind.RCU_LOCK || !open.contains(op.place());
        return mayOpen && most >= SHORTEST_SECTION
                ? section(op, from(SHORTEST_SECTION, most), role, open)
                : block(most, role, open);
    }

    private List<MicroOp> section(MicroOp opening, int size, Role role, PSet<String> open) {
        List<MicroOp> section = new ArrayList<>(List.of(opening));
        section.addAll(operations(size - 2, role, open.plus(opening.place())));
        section.add(opening.kind() == Kind.RCU_LOCK ? MicroOp.rcuUnlock() : MicroOp.unlock(opening.place()));
        return section;
    }

    private MicroOp operation(Kind kind) {
        String word = oneOf(words);
        return switch (kind) {
            case READ -> MicroOp.read(word);
            case WRITE -> MicroOp.write(word, newValue(word));
            case ADD -> MicroOp.add(word, newDelta());
            case XCHG -> MicroOp.xchg(word, newValue(word));
            case CMPXCHG -> cmpxchg(word);
            case MB -> MicroOp.mb();
            case LOCK -> MicroOp.lock(oneOf(locks));
            case TRY_LOCK -> MicroOp.tryLock(oneOf(locks));
            case RCU_LOCK -> MicroOp.rcuLock();
            case SYNC -> MicroOp.sync();
            case AWAIT -> MicroOp.await(word, likelyValue(word));
            case FREE -> MicroOp.free();
            case TOUCH -> MicroOp.touch();
            case UNLOCK, RCU_UNLOCK -> throw new IllegalArgumentException(kind + " ends a section");
        };
    }

    /** Expects 0 (1 in 2) or another likely value. */
    private MicroOp cmpxchg(String word) {
        long expected = random.nextBoolean() ? 0 : likelyValue(word);
        return MicroOp.cmpxchg(word, expected, newValue(word));
    }

    /** A value that was stored there before (3 in 4, if there is one), or any from 0 to 5. */
    private long likelyValue(String word) {
        List<Long> known = stored.getOrDefault(word, List.of());
        return known.isEmpty() || random.nextInt(4) == 0 ? random.nextInt(6) : oneOf(known);
    }

    private long newValue(String word) {
        long value = nextValue++;
        stored.computeIfAbsent(word, key -> new ArrayList<>()).add(value);
        return value;
    }

    private long newDelta() {
        long delta = nextDelta;
        nextDelta *= 2;
        return delta;
    }

    private int from(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
