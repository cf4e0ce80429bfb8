package kmemcg.machine;

/** A lock held or a read-side section entered, until closed; made for {@code try (var held = lock.lock(task))}. */
public interface Held extends AutoCloseable {
    @Override
    void close();
}
