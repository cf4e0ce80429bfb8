package kmemcg.machine;

import org.jspecify.annotations.Nullable;

/**
 * A pointer in shared memory to a kernel object, an immutable value or a persistent collection. Access names carry the order,
 * as in {@link Word}. Pointers are compared by identity, as the hardware does.
 */
public interface Ref<T> {
    /** Its field name with that of its object: {@code "objcg C#1.memcg"}. */
    String name();

    /** {@code READ_ONCE}. */
    @Nullable
    T readOnce();

    /** {@code WRITE_ONCE}. */
    void writeOnce(@Nullable T value);

    /** {@code smp_load_acquire}. */
    @Nullable
    T loadAcquire();

    /** {@code smp_store_release}. */
    void storeRelease(@Nullable T value);

    /** {@code rcu_dereference}: orders the accesses through the pointer after it, by address dependency. */
    @Nullable
    T rcuDereference();

    /** {@code rcu_assign_pointer}: what was initialised before is visible through the pointer. */
    void rcuAssign(@Nullable T value);

    /** C's plain load: a data race if another thread writes at the same time without a lock in common. */
    @Nullable
    T readPlain();

    /** C's plain store: a data race if another thread accesses at the same time without a lock in common. */
    void writePlain(@Nullable T value);

    /** {@code xchg}: fully ordered; the old pointer. */
    @Nullable
    T xchg(@Nullable T value);

    /** {@code cmpxchg}: fully ordered if it succeeds; the pointer found, which is {@code expected} on success. */
    @Nullable
    T cmpxchg(@Nullable T expected, @Nullable T value);

    /** {@code cmpxchg_relaxed}: the pointer found. */
    @Nullable
    T cmpxchgRelaxed(@Nullable T expected, @Nullable T value);

    /** The pointer, without an event and without a liveness check. For validators at quiescence; no design may ask. */
    @Nullable
    T peek();
}
