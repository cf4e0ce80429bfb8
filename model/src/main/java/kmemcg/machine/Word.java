package kmemcg.machine;

/**
 * A long in shared memory. The order of every access is written in its name, as in the kernel: {@code readOnce} and
 * {@code writeOnce} are single and unordered, the read-modify-writes without a suffix are fully ordered, their
 * {@code Relaxed} forms are atomic only. Source: Linux {@code Documentation/atomic_t.txt}.
 *
 * <p>A {@code cmpxchg} that fails orders nothing, as in the kernel.
 */
public interface Word {
    /** Its field name with that of its object: {@code "memcg C.memory.usage"}. */
    String name();

    /** {@code READ_ONCE}, {@code atomic_read}. */
    long readOnce();

    /** {@code WRITE_ONCE}, {@code atomic_set}. */
    void writeOnce(long value);

    /** {@code smp_load_acquire}. */
    long loadAcquire();

    /** {@code smp_store_release}. */
    void storeRelease(long value);

    /** C's plain load: a data race if another thread writes at the same time without a lock in common. */
    long readPlain();

    /** C's plain store: a data race if another thread accesses at the same time without a lock in common. */
    void writePlain(long value);

    /** {@code atomic_long_add_return}: fully ordered; the new value. */
    long addReturn(long delta);

    /** {@code atomic_long_add}, {@code atomic_inc} and the per-CPU operations: atomic, unordered; the new value. */
    long addReturnRelaxed(long delta);

    /** {@code atomic_long_fetch_add_unless}: adds unless the word holds {@code unless}; fully ordered if it adds; the value found. */
    long addUnless(long delta, long unless);

    /** {@code xchg}: fully ordered; the old value. */
    long xchg(long value);

    /** {@code xchg_relaxed}: the old value. */
    long xchgRelaxed(long value);

    /** {@code cmpxchg}: fully ordered if it succeeds; the value found, which equals {@code expected} on success. */
    long cmpxchg(long expected, long value);

    /** {@code cmpxchg_relaxed}: the value found. */
    long cmpxchgRelaxed(long expected, long value);

    /** {@code atomic_fetch_or}, {@code test_and_set_bit}: fully ordered; the old value. */
    long fetchOr(long bits);

    /** {@code atomic_fetch_and}, {@code test_and_clear_bit} with the complement: fully ordered; the old value. */
    long fetchAnd(long bits);

    /** {@code set_bit}: atomic, unordered. */
    void orRelaxed(long bits);

    /** {@code clear_bit} with the complement of a bit: atomic, unordered. */
    void andRelaxed(long bits);

    /** The value, without an event and without a liveness check. For validators at quiescence; no design may ask. */
    long peek();
}
