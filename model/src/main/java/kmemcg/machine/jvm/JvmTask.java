package kmemcg.machine.jvm;

import java.lang.invoke.VarHandle;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kmemcg.machine.Birth;
import kmemcg.machine.Faults;
import kmemcg.machine.Finding;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/**
 * An activity on real threads. What it knows of itself is in its own fields and nothing in the Java thread, so it may move
 * from one Java thread to another; but only one may use it at a time.
 */
public final class JvmTask implements Task {
    private final JvmMachine machine;
    private final String name;
    private final int cpu;
    private final Holdings holdings;
    private final Faults faults = new Faults();
    private final Waiting waiting;

    /** A task at the bottom of its Java thread's stack. */
    JvmTask(JvmMachine machine, String name, int cpu) {
        this.machine = machine;
        this.name = name;
        this.cpu = cpu;
        this.holdings = new Holdings(true);
        this.waiting = new Waiting(this, null, false);
    }

    /** A deferred activity, run by a task that waits: for this activity itself, or for something it may bring about. */
    JvmTask(JvmMachine machine, Activity activity, @Nullable JvmTask beneath, boolean awaited) {
        this.machine = machine;
        this.name = activity.taskName();
        this.cpu = activity.cpu();
        this.holdings = new Holdings(activity.maySleep());
        this.waiting = new Waiting(this, beneath, awaited);
    }

    static JvmTask of(Task task) {
        return (JvmTask) task;
    }

    /** Tells the {@code nth} {@link #tryAllocate} of this task from now to fail; 1 is the next one, 0 none. */
    public void failAllocation(int nth) {
        faults.failAllocation(nth);
    }

    /** Tells the {@code nth} trylock of this task from now to fail, whatever the lock; 1 is the next one, 0 none. */
    public void failTryLock(int nth) {
        faults.failTryLock(nth);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public void smpMb() {
        VarHandle.fullFence();
    }

    @Override
    public void smpRmb() {
        VarHandle.loadLoadFence();
    }

    @Override
    public void smpWmb() {
        VarHandle.storeStoreFence();
    }

    @Override
    public Held rcuReadLock() {
        return machine.rcu().readLock(this);
    }

    @Override
    public boolean maySleep() {
        return holdings.maySleep();
    }

    @Override
    public long await(Word word, LongPredicate until) {
        Supplier<String> what = () -> "waits for " + word.name();
        checkMaySleep(what);
        long seen = word.loadAcquire();
        while (!until.test(seen)) {
            waiting.helpOrLookAt((JvmWord) word, seen, what);
            seen = word.loadAcquire();
        }
        return seen;
    }

    @Override
    public <T> @Nullable T await(Ref<T> ref, Predicate<@Nullable T> until) {
        Supplier<String> what = () -> "waits for " + ref.name();
        checkMaySleep(what);
        T seen = ref.loadAcquire();
        while (!until.test(seen)) {
            waiting.helpOrLookAt((JvmRef<T>) ref, seen, what);
            seen = ref.loadAcquire();
        }
        return seen;
    }

    @Override
    public <T> T retry(Attempt<T> iteration) {
        long seen = machine.changesByOthers();
        T result = iteration.attempt();
        for (long failures = 1; result == null; failures++) {
            waiting.beforeRetry(failures, seen);
            seen = machine.changesByOthers();
            result = iteration.attempt();
        }
        return result;
    }

    @Override
    public <T extends KernelObject> T allocate(String name, Function<Birth, T> constructor) {
        JvmBirth birth = machine.births().next(machine, name);
        T object = constructor.apply(birth);
        machine.births().add(birth, object);
        machine.did("allocates", object.name());
        return object;
    }

    @Override
    public <T extends KernelObject> @Nullable T tryAllocate(String name, Function<Birth, T> constructor) {
        return faults.allocationFails() ? null : allocate(name, constructor);
    }

    @Override
    public void free(KernelObject object) {
        JvmBirth birth = (JvmBirth) object.birth();
        birth.life().end(name, birth.name());
        machine.births().remove(birth);
        machine.did("frees", object.name());
    }

    @Override
    public void bug(boolean condition, Invariant broken, String message) {
        if (condition) {
            throw crash(broken, "BUG_ON", ": " + message);
        }
    }

    @Override
    public void warn(boolean condition, Invariant broken, String message) {
        if (condition) {
            machine.report(new Finding(broken, "WARN_ON", name + ": " + message));
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** Ends the kernel. */
    KernelCrash crash(Invariant broken, String kind, String what) {
        return machine.findingsLog().crash(broken, kind, name + what);
    }

    void checkMaySleep(Supplier<String> what) {
        if (!holdings.maySleep()) {
            throw crash(Invariant.PROGRESS, "sleeping in atomic context", " " + what.get());
        }
    }

    JvmMachine machine() {
        return machine;
    }

    Holdings holdings() {
        return holdings;
    }

    Faults faults() {
        return faults;
    }

    Waiting waiting() {
        return waiting;
    }
}
