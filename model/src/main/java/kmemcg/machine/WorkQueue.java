package kmemcg.machine;

/** {@code struct workqueue_struct}: its items run later, each as an activity of its own. */
public interface WorkQueue {
    /** {@code queue_work_on}: false if the item was pending already, in which case nothing changes. */
    boolean queueOn(Task task, int cpu, Work work);

    /** {@code flush_work}: waits until the item, as queued before the call, has run; it may have been queued anew. Sleeps. */
    void flush(Task task, Work work);

    /** {@code flush_workqueue}: waits until all that was queued before has run. Sleeps. */
    void flushAll(Task task);

    /** {@code cancel_work_sync}: afterwards the item is neither pending nor running; whether it was pending. Sleeps. */
    boolean cancel(Task task, Work work);
}
