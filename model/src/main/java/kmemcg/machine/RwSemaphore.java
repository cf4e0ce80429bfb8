package kmemcg.machine;

/** {@code struct rw_semaphore}: many readers or one writer; may sleep. */
public interface RwSemaphore {
    /** {@code down_read}. */
    Held lockRead(Task task);

    /** {@code down_write}. */
    Held lockWrite(Task task);
}
