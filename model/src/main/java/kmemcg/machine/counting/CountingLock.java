package kmemcg.machine.counting;

import kmemcg.machine.Held;
import kmemcg.machine.LocalLock;
import kmemcg.machine.Mutex;
import kmemcg.machine.RwSemaphore;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;

/** Any lock: where one activity runs at a time there is nobody to keep out. It only knows that it is held. */
final class CountingLock implements SpinLock, Mutex, RwSemaphore, LocalLock {
    private final CountingMachine machine;
    private final String name;

    CountingLock(CountingMachine machine, String name) {
        this.machine = machine;
        this.name = name;
    }

    @Override
    public Held lock(Task task) {
        machine.entered(name);
        return () -> machine.left(name);
    }

    @Override
    public Held tryLock(Task task) {
        return lock(task);
    }

    @Override
    public Held lockNested(Task task, int subclass) {
        return lock(task);
    }

    @Override
    public Held lockRead(Task task) {
        return lock(task);
    }

    @Override
    public Held lockWrite(Task task) {
        return lock(task);
    }
}
