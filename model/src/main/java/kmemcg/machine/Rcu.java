package kmemcg.machine;

import java.util.function.Consumer;

/**
 * One RCU flavour. The guarantee: for each read-side section and each grace period, either the section ends before the grace
 * period does, or it begins after the grace period began. Two calls to {@link #synchronize} are two grace periods, and a
 * callback queued from a callback waits for another one.
 */
public interface Rcu {
    /** {@code rcu_read_lock}, until closed. Sections nest. */
    Held readLock(Task task);

    /** {@code synchronize_rcu}: waits for a whole grace period. Sleeps; calling it inside a section is a finding. */
    void synchronize(Task task);

    /** {@code call_rcu}: runs the callback, as an activity of its own on this task's CPU, after a grace period. */
    void call(Task task, String name, Consumer<Task> callback);

    /** {@code rcu_barrier}: waits until every callback queued before has run. Sleeps. */
    void barrier(Task task);
}
