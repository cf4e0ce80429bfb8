package kmemcg.machine;

import org.jspecify.annotations.Nullable;

/** {@code mutex_lock}: may sleep, so taking it under a spin lock or in an RCU read-side section is a finding. */
public interface Mutex {
    /** Takes it. Taking it twice from one task is a self-deadlock and reported as such. */
    Held lock(Task task);

    /** {@code mutex_trylock}: null if somebody holds it, or if the program told this attempt to fail. */
    @Nullable
    Held tryLock(Task task);
}
