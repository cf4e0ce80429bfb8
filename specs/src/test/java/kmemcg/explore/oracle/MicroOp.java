package kmemcg.explore.oracle;

/**
 * One operation of a {@link MicroProgram}: one machine call.
 *
 * @param place the word or lock it acts on; {@code "rcu"} or {@code "o"} where there is only one; empty for a fence
 * @param expected what a {@code CMPXCHG} compares with and an {@code AWAIT} waits for
 * @param value what is stored, or added
 */
public record MicroOp(Kind kind, String place, long expected, long value) {
    /** What it does. The read-modify-writes are fully ordered, also a {@code CMPXCHG} or {@code TRY_LOCK} that fails. */
    public enum Kind {
        READ,
        WRITE,
        ADD,
        XCHG,
        CMPXCHG,
        MB,
        LOCK,
        UNLOCK,
        /** What follows, to the matching {@code UNLOCK}, is skipped if it fails. */
        TRY_LOCK,
        RCU_LOCK,
        RCU_UNLOCK,
        /** {@code synchronize_rcu}. */
        SYNC,
        /** Waits until the word has the expected value. */
        AWAIT,
        /** Ends the program's one kernel object. */
        FREE,
        /** Reads the object's one cell, which nobody writes. */
        TOUCH;

        /** Whether a section begins here, that ends at the matching {@link #closes}. */
        boolean opens() {
            return this == LOCK || this == TRY_LOCK || this == RCU_LOCK;
        }

        boolean closes() {
            return this == UNLOCK || this == RCU_UNLOCK;
        }

        boolean sleeps() {
            return this == SYNC || this == AWAIT;
        }

        /** Whether the place is a word. */
        boolean usesWord() {
            return this == READ || this == WRITE || this == ADD || this == XCHG || this == CMPXCHG || this == AWAIT;
        }

        /** Whether the place is a lock. */
        boolean usesLock() {
            return this == LOCK || this == TRY_LOCK || this == UNLOCK;
        }
    }

    private static final String RCU = "rcu";
    private static final String OBJECT = "o";

    public static MicroOp read(String word) {
        return new MicroOp(Kind.READ, word, 0, 0);
    }

    public static MicroOp write(String word, long value) {
        return new MicroOp(Kind.WRITE, word, 0, value);
    }

    public static MicroOp add(String word, long delta) {
        return new MicroOp(Kind.ADD, word, 0, delta);
    }

    public static MicroOp xchg(String word, long value) {
        return new MicroOp(Kind.XCHG, word, 0, value);
    }

    public static MicroOp cmpxchg(String word, long expected, long value) {
        return new MicroOp(Kind.CMPXCHG, word, expected, value);
    }

    public static MicroOp mb() {
        return new MicroOp(Kind.MB, "", 0, 0);
    }

    public static MicroOp lock(String lock) {
        return new MicroOp(Kind.LOCK, lock, 0, 1);
    }

    public static MicroOp unlock(String lock) {
        return new MicroOp(Kind.UNLOCK, lock, 0, 0);
    }

    public static MicroOp tryLock(String lock) {
        return new MicroOp(Kind.TRY_LOCK, lock, 0, 1);
    }

    public static MicroOp rcuLock() {
        return new MicroOp(Kind.RCU_LOCK, RCU, 0, 0);
    }

    public static MicroOp rcuUnlock() {
        return new MicroOp(Kind.RCU_UNLOCK, RCU, 0, 0);
    }

    public static MicroOp sync() {
        return new MicroOp(Kind.SYNC, RCU, 0, 0);
    }

    public static MicroOp await(String word, long expected) {
        return new MicroOp(Kind.AWAIT, word, expected, 0);
    }

    public static MicroOp free() {
        return new MicroOp(Kind.FREE, OBJECT, 0, 0);
    }

    public static MicroOp touch() {
        return new MicroOp(Kind.TOUCH, OBJECT, 0, 0);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case READ -> "read(" + place + ")";
            case WRITE -> place + "=" + value;
            case ADD -> place + "+=" + value;
            case XCHG -> "xchg(" + place + "," + value + ")";
            case CMPXCHG -> "cmpxchg(" + place + "," + expected + "," + value + ")";
            case MB -> "mb";
            case LOCK -> "lock(" + place + ")";
            case UNLOCK -> "unlock(" + place + ")";
            case TRY_LOCK -> "trylock(" + place + ")";
            case RCU_LOCK -> "rcu_read_lock";
            case RCU_UNLOCK -> "rcu_read_unlock";
            case SYNC -> "synchronize_rcu";
            case AWAIT -> "await(" + place + "==" + expected + ")";
            case FREE -> "free(o)";
            case TOUCH -> "touch(o.f)";
        };
    }
}
