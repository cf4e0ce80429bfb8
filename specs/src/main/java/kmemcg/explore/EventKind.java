package kmemcg.explore;

/** What an event of an execution graph is. The memory order is part of it, since it is written at the access. */
enum EventKind {
    READ_ONCE(Sort.READ),
    READ_ACQUIRE(Sort.READ),
    READ_DEREFERENCE(Sort.READ),
    READ_PLAIN(Sort.READ),
    /** The look of an await that ended it. */
    AWAIT(Sort.READ),
    RMW_READ(Sort.READ),
    RMW_READ_RELAXED(Sort.READ),
    /** The look that found the lock free. */
    LOCK_READ(Sort.READ),
    /** The look of a trylock, whatever it found. */
    TRYLOCK_READ(Sort.READ),

    WRITE_ONCE(Sort.WRITE),
    WRITE_RELEASE(Sort.WRITE),
    WRITE_PLAIN(Sort.WRITE),
    UNLOCK(Sort.WRITE),
    RMW_WRITE(Sort.WRITE),
    RMW_WRITE_RELAXED(Sort.WRITE),
    LOCK_WRITE(Sort.WRITE),

    MB(Sort.OTHER),
    RMB(Sort.OTHER),
    WMB(Sort.OTHER),
    /** Entering the outermost read-side section of a flavour. */
    RCU_LOCK(Sort.OTHER),
    RCU_UNLOCK(Sort.OTHER),
    GRACE_START(Sort.OTHER),
    GRACE_END(Sort.OTHER),
    ALLOCATE(Sort.OTHER),
    FREE(Sort.OTHER),
    SPAWN(Sort.OTHER),
    /** The first event of a spawned activity. */
    BEGIN(Sort.OTHER),
    END(Sort.OTHER),
    /** Knows that another activity has ended. */
    JOIN(Sort.OTHER),
    /** Waits for another activity to end, or for all that were spawned. */
    JOINING(Sort.OTHER),
    /** An await or a lock that finds nothing it wants in the newest write, and waits for a newer one. */
    BLOCKED(Sort.OTHER),
    /** A retried iteration that failed. */
    STUCK(Sort.OTHER);

    private enum Sort {
        READ,
        WRITE,
        OTHER
    }

    private final boolean read;
    private final boolean write;

    EventKind(Sort sort) {
        this.read = sort == Sort.READ;
        this.write = sort == Sort.WRITE;
    }

    boolean isRead() {
        return read;
    }

    boolean isWrite() {
        return write;
    }

    /** Whether it is written into the coherence order immediately after what its read part read. */
    boolean isRmwWrite() {
        return this == RMW_WRITE || this == RMW_WRITE_RELAXED || this == LOCK_WRITE;
    }

    /** Whether it may be the read part of a read-modify-write. */
    boolean isRmwRead() {
        return switch (this) {
            case RMW_READ, RMW_READ_RELAXED, LOCK_READ, TRYLOCK_READ -> true;
            default -> false;
        };
    }

    boolean isPlain() {
        return this == READ_PLAIN || this == WRITE_PLAIN;
    }

    /** Whether it only says that the thread waited. */
    boolean isWait() {
        return this == BLOCKED || this == JOINING;
    }

    /** Whether the read waits for a value it wants. */
    boolean waits() {
        return this == AWAIT || this == LOCK_READ;
    }

    /** Whether a store buffer delays it. */
    boolean isBuffered() {
        return switch (this) {
            case WRITE_ONCE, WRITE_RELEASE, WRITE_PLAIN, UNLOCK, RCU_UNLOCK -> true;
            default -> false;
        };
    }

    /** Whether it drains the store buffer first. Who knows that an activity has ended sees all that it stored. */
    boolean drains() {
        return switch (this) {
            case RMW_READ,
                    RMW_READ_RELAXED,
                    LOCK_READ,
                    TRYLOCK_READ,
                    MB,
                    GRACE_START,
                    GRACE_END,
                    SPAWN,
                    JOIN,
                    FREE,
                    END -> true;
            default -> false;
        };
    }
}
