package kmemcg.explore;

import static kmemcg.explore.EventKind.Trait.BUFFERED;
import static kmemcg.explore.EventKind.Trait.CERTAIN;
import static kmemcg.explore.EventKind.Trait.DRAINS;
import static kmemcg.explore.EventKind.Trait.PLAIN;
import static kmemcg.explore.EventKind.Trait.READS;
import static kmemcg.explore.EventKind.Trait.RMW;
import static kmemcg.explore.EventKind.Trait.WAITS;
import static kmemcg.explore.EventKind.Trait.WRITES;

import java.util.List;

/** What an event of an execution graph is. The memory order is part of it, since it is written at the access. */
enum EventKind {
    READ_ONCE(READS),
    READ_ACQUIRE(READS),
    READ_DEREFERENCE(READS),
    READ_PLAIN(READS, PLAIN),
    /** The look of an await that ended it. */
    AWAIT(READS, WAITS),
    RMW_READ(READS, RMW, CERTAIN, DRAINS),
    RMW_READ_RELAXED(READS, RMW, CERTAIN, DRAINS),
    /** The look of a cmpxchg, whatever it found. */
    CMPXCHG_READ(READS, RMW, DRAINS),
    CMPXCHG_READ_RELAXED(READS, RMW, DRAINS),
    /** The look that found the lock free. */
    LOCK_READ(READS, RMW, CERTAIN, WAITS, DRAINS),
    /** The look of a trylock, whatever it found. */
    TRYLOCK_READ(READS, RMW, DRAINS),

    WRITE_ONCE(WRITES, BUFFERED),
    WRITE_RELEASE(WRITES, BUFFERED),
    WRITE_PLAIN(WRITES, PLAIN, BUFFERED),
    UNLOCK(WRITES, BUFFERED),
    RMW_WRITE(WRITES, RMW),
    RMW_WRITE_RELAXED(WRITES, RMW),
    LOCK_WRITE(WRITES, RMW),

    MB(DRAINS),
    RMB,
    WMB,
    /** Entering the outermost read-side section of a flavour. */
    RCU_LOCK,
    RCU_UNLOCK(BUFFERED),
    GRACE_START(DRAINS),
    GRACE_END(DRAINS),
    ALLOCATE,
    FREE(DRAINS),
    SPAWN(DRAINS),
    /** The first event of a spawned activity. */
    BEGIN,
    END(DRAINS),
    /** Knows that another activity has ended. */
    JOIN(DRAINS),
    /** Waits for another activity to end, or for all that were spawned. */
    JOINING,
    /** An await or a lock that finds nothing it wants in the newest write, and waits for a newer one. */
    BLOCKED,
    /** A retried iteration that failed. */
    STUCK;

    /** What is true of several kinds. */
    enum Trait {
        READS,
        WRITES,
        RMW,
        /** Of the read part of a read-modify-write: whatever it reads, the write follows. */
        CERTAIN,
        PLAIN,
        WAITS,
        BUFFERED,
        DRAINS
    }

    private final boolean reads;
    private final boolean writes;
    private final boolean rmw;
    private final boolean certain;
    private final boolean plain;
    private final boolean waiting;
    private final boolean buffered;
    private final boolean draining;

    EventKind(Trait... traits) {
        List<Trait> these = List.of(traits);
        this.reads = these.contains(READS);
        this.writes = these.contains(WRITES);
        this.rmw = these.contains(RMW);
        this.certain = these.contains(CERTAIN);
        this.plain = these.contains(PLAIN);
        this.waiting = these.contains(WAITS);
        this.buffered = these.contains(BUFFERED);
        this.draining = these.contains(DRAINS);
    }

    boolean isRead() {
        return reads;
    }

    boolean isWrite() {
        return writes;
    }

    /** Whether it is written into the coherence order immediately after what its read part read. */
    boolean isRmwWrite() {
        return writes && rmw;
    }

    /** Whether it may be the read part of a read-modify-write. */
    boolean isRmwRead() {
        return reads && rmw;
    }

    /** Whether it only says that the thread waited. */
    boolean isWait() {
        return this == BLOCKED || this == JOINING;
    }

    /** Whether it is a read whose thread writes the cell next, in one step with it. */
    boolean precedesWrite() {
        return certain;
    }

    boolean isPlain() {
        return plain;
    }

    /** Whether the read waits for a value it wants. */
    boolean waits() {
        return waiting;
    }

    /** Whether a store buffer delays it. */
    boolean isBuffered() {
        return buffered;
    }

    /** Whether it drains the store buffer first. Who knows that an activity has ended sees all that it stored. */
    boolean drains() {
        return draining;
    }
}
