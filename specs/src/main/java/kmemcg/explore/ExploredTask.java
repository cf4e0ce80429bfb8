package kmemcg.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
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

/** A thread of an execution, as model code sees it. What it knows of itself is forgotten whenever it is run again. */
final class ExploredTask implements Task {
    private final ExplorerMachine machine;
    private final String name;
    private final int cpu;
    private final boolean maySleepAtAll;
    private final int wordAtHand;
    private Faults faultsAtStart = new Faults();
    private Faults faults = faultsAtStart;

    /** Oldest first. */
    private final List<HeldLock> locks = new ArrayList<>();

    /** For each RCU flavour its sections. */
    private final List<Sections> sections = new ArrayList<>();

    // invariant: spin and local locks held plus read-side sections entered
    private int atomicDepth;

    ExploredTask(ExplorerMachine machine, String name, int cpu, boolean maySleepAtAll) {
        this(machine, name, cpu, maySleepAtAll, cpu);
    }

    /** @param wordAtHand which word of a {@link kmemcg.machine.PerCpuCount} it adds to */
    ExploredTask(ExplorerMachine machine, String name, int cpu, boolean maySleepAtAll, int wordAtHand) {
        this.machine = machine;
        this.name = name;
        this.cpu = cpu;
        this.maySleepAtAll = maySleepAtAll;
        this.wordAtHand = wordAtHand;
    }

    int wordAtHand() {
        return wordAtHand;
    }

    /** The same thread on another CPU. */
    ExploredTask on(int otherCpu) {
        return new ExploredTask(machine, name, otherCpu, maySleepAtAll);
    }

    static ExploredTask of(Task task) {
        return (ExploredTask) task;
    }

    /** Before it is run for the first time: what it was told so far is as it is whenever it is run again. */
    ExploredTask begin() {
        faultsAtStart = faults;
        return this;
    }

    /** Before it is run from its start. */
    void restart() {
        faults = faultsAtStart.copy();
        locks.clear();
        sections.forEach(Sections::restart);
        atomicDepth = 0;
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
        machine.runner().simple(EventKind.MB);
    }

    @Override
    public void smpRmb() {
        machine.runner().simple(EventKind.RMB);
    }

    @Override
    public void smpWmb() {
        machine.runner().simple(EventKind.WMB);
    }

    @Override
    public Held rcuReadLock() {
        return machine.rcu().readLock(this);
    }

    Held enterSection(int flavour) {
        while (sections.size() <= flavour) {
            sections.add(new Sections(sections.size()));
        }
        return sections.get(flavour).enter();
    }

    @Override
    public boolean maySleep() {
        return maySleepAtAll && atomicDepth == 0;
    }

    void checkMaySleep(String what) {
        if (!maySleep()) {
            throw crash(Invariant.PROGRESS, "sleeping in atomic context", what);
        }
    }

    boolean holds(ExploredCell lock) {
        for (HeldLock held : locks) {
            if (held.cell == lock) {
                return true;
            }
        }
        return false;
    }

    /** It is about to wait for a lock. */
    void isTaking(String lockClass) {
        if (machine.runner().isAtEnd()) {
            locks.forEach(held -> machine.lockOrder().taking(name, held.lockClass, lockClass));
        }
    }

    Held took(ExploredCell cell, String lockClass, boolean isAtomic, Runnable unlock) {
        HeldLock held = new HeldLock(cell, lockClass, isAtomic, unlock);
        locks.add(held);
        atomicDepth += isAtomic ? 1 : 0;
        return held;
    }

    @Override
    public long await(Word word, LongPredicate until) {
        ExploredWord cell = (ExploredWord) word;
        checkMaySleep("waits for " + cell.name());
        return cell.longOf(machine.runner().await(EventKind.AWAIT, cell, until));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T await(Ref<T> ref, Predicate<@Nullable T> until) {
        ExploredRef<T> cell = (ExploredRef<T>) ref;
        checkMaySleep("waits for " + cell.name());
        return (T) cell.objectOf(machine.runner().await(EventKind.AWAIT, cell, until));
    }

    @Override
    public <T> T retry(Attempt<T> iteration) {
        while (true) {
            int refusals = faults.refusals();
            int before = machine.runner().lastOfCurrent();
            T result = iteration.attempt();
            if (result != null) {
                return result;
            }
            if (faults.refusals() == refusals) {
                machine.runner().stuck(before);
            }
        }
    }

    /** Waits for an activity to end; for none if there is none. */
    void join(@Nullable Activity activity) {
        if (activity != null) {
            machine.runner().join(activity);
        }
    }

    @Override
    public <T extends KernelObject> T allocate(String name, Function<Birth, T> constructor) {
        return machine.allocate(name, constructor);
    }

    @Override
    public <T extends KernelObject> @Nullable T tryAllocate(String name, Function<Birth, T> constructor) {
        return faults.allocationFails() ? null : allocate(name, constructor);
    }

    @Override
    public void free(KernelObject object) {
        machine.free((ExploredBirth) object.birth());
    }

    @Override
    public void bug(boolean condition, Invariant broken, String message) {
        if (condition) {
            throw crash(broken, "BUG_ON", message);
        }
    }

    /** Deviation: the exploration ends here too, since its first finding is what is asked for. */
    @Override
    public void warn(boolean condition, Invariant broken, String message) {
        if (condition) {
            throw crash(broken, "WARN_ON", message);
        }
    }

    Unwind crash(Invariant broken, String kind, String what) {
        return machine.runner().stop(new Finding(broken, kind, "%s: %s".formatted(name, what)));
    }

    /** At its end. */
    void checkLeftBehind() {
        if (!locks.isEmpty() || atomicDepth != 0) {
            throw crash(Invariant.PROGRESS, "lock kept", "ends with a lock held or in a read-side section");
        }
    }

    Faults faults() {
        return faults;
    }

    @Override
    public String toString() {
        return name;
    }

    private final class HeldLock implements Held {
        private final ExploredCell cell;
        private final String lockClass;
        private final boolean isAtomic;
        private final Runnable unlock;

        HeldLock(ExploredCell cell, String lockClass, boolean isAtomic, Runnable unlock) {
            this.cell = cell;
            this.lockClass = lockClass;
            this.isAtomic = isAtomic;
            this.unlock = unlock;
        }

        @Override
        public void close() {
            if (machine.runner().isUnwinding()) {
                return;
            }
            locks.remove(this);
            atomicDepth -= isAtomic ? 1 : 0;
            unlock.run();
        }
    }

    /** The read-side sections of one flavour. */
    private final class Sections implements Held {
        private final int flavour;

        /** How many it is in: only the outermost one counts for others. */
        private int depth;

        Sections(int flavour) {
            this.flavour = flavour;
        }

        void restart() {
            depth = 0;
        }

        Held enter() {
            if (depth == 0) {
                machine.runner().rcu(EventKind.RCU_LOCK, flavour);
            }
            depth++;
            atomicDepth++;
            return this;
        }

        @Override
        public void close() {
            if (machine.runner().isUnwinding()) {
                return;
            }
            depth--;
            atomicDepth--;
            if (depth == 0) {
                machine.runner().rcu(EventKind.RCU_UNLOCK, flavour);
            }
        }
    }
}
