package kmemcg.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import kmemcg.explore.Explorer.Leaf;
import kmemcg.machine.Birth;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.LockOrder;
import kmemcg.machine.Machine;
import kmemcg.machine.Rcu;
import kmemcg.machine.Task;
import kmemcg.machine.WorkQueue;
import org.jspecify.annotations.Nullable;

/**
 * The machine whose memory is an execution graph. Between explorations it is a plain sequential one: {@link #run} runs one task
 * and all that it defers to the end, and what memory holds then is where explorations begin.
 */
public final class ExplorerMachine extends ExploredCells implements Machine {
    private final int cpus;
    private final int programThreads;
    private final MemoryModel model;
    private final List<ExploredCell> cells = new ArrayList<>();
    private final List<ExploredBirth> births = new ArrayList<>();
    private final List<String> flavours = new ArrayList<>();
    private final List<ExploredRcu> rcus = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final LockOrder lockOrder = new LockOrder(findings::add);
    private final Settled settled = new Settled(this);
    private final Explorer alone;
    private @Nullable Explorer running;
    private @Nullable Consumer<List<RecordedStep>> watcher;
    private boolean crashed;
    private @Nullable Hotplug hotplug;

    /** What is being constructed, the outermost object first. */
    private final List<ExploredBirth> constructing = new ArrayList<>();

    private int newCells;
    private int newBirths;

    /** A machine whose memory is empty, for programs of which nobody needs to know how many threads they have. */
    public ExplorerMachine(int cpus, MemoryModel model) {
        this(cpus, model, 0);
    }

    /**
     * A machine whose memory is empty.
     *
     * @param programThreads how many threads of a program have words of their own in {@link kmemcg.machine.PerCpuCount}s
     */
    public ExplorerMachine(int cpus, MemoryModel model, int programThreads) {
        this.cpus = cpus;
        this.programThreads = programThreads;
        this.model = model;
        this.alone = new Explorer(this);
        rcu("rcu");
    }

    @Override
    public int cpus() {
        return cpus;
    }

    int programThreads() {
        return programThreads;
    }

    /** Whether its executions are sequences of steps, in which each read reads the newest write. */
    public boolean isSequential() {
        return model == MemoryModel.SC;
    }

    MemoryModel model() {
        return model;
    }

    @Override
    public Task task(String name, int cpu) {
        return new ExploredTask(this, name, checkedCpu(cpu), true);
    }

    @Override
    public Rcu rcu() {
        return rcus.get(0);
    }

    @Override
    public Rcu rcu(String flavour) {
        int known = flavours.indexOf(flavour);
        if (known < 0) {
            flavours.add(flavour);
            rcus.add(new ExploredRcu(this, flavours.size() - 1));
            known = flavours.size() - 1;
        }
        return rcus.get(known);
    }

    @Override
    public WorkQueue workQueue(String name, int maxActive) {
        return new ExploredQueue(this, name, maxActive);
    }

    int checkedCpu(int cpu) {
        if (cpu < 0 || cpu >= cpus) {
            throw new IllegalArgumentException("CPU %d of %d".formatted(cpu, cpus));
        }
        return cpu;
    }

    // ---- running one task alone

    /** Tells somebody from now on all steps of each task that is run alone, and of what it defers; of a sequential machine. */
    public void watchBy(Consumer<List<RecordedStep>> newWatcher) {
        watcher = newWatcher;
    }

    /** Runs a task and all that it defers, one step after the other, and settles what memory holds afterwards. */
    public void run(Task task, Runnable body) {
        if (crashed) {
            return;
        }
        ProgramThread thread = new ProgramThread(task.name(), task.cpu(), same -> {
            body.run();
            return null;
        });
        alone.begin(List.of(thread), List.of(ExploredTask.of(task).begin()), Chooser.IN_TURN);
        Leaf leaf = exploring(alone, alone::advance);
        if (watcher != null) {
            watcher.accept(new Execution(this, alone).recorded());
        }
        switch (leaf) {
            case COMPLETE -> settled.become(alone.graph());
            case FOUND -> crash(alone.found());
            default ->
                crash(new Finding(
                        Invariant.PROGRESS, "stuck", task.name() + " waits, and nobody is left to change that"));
        }
    }

    private void crash(@Nullable Finding finding) {
        crashed = true;
        if (finding != null) {
            findings.add(finding);
        }
    }

    /** Lets an explorer use the machine. */
    <T> T exploring(Explorer explorer, Supplier<T> use) {
        Explorer before = running;
        running = explorer;
        try {
            return use.get();
        } finally {
            running = before;
        }
    }

    /** What was found outside explorations, and circles in the lock order. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Notes a finding of the harness. */
    public void report(Finding finding) {
        findings.add(finding);
    }

    /** Whether a finding has ended the modelled kernel. */
    public boolean crashed() {
        return crashed;
    }

    /** Kernel objects that were born and not freed, as memory is settled now. */
    public List<KernelObject> liveObjects() {
        return settled.liveObjects();
    }

    /** Looks at memory as an execution has left it, runs tasks on it, and takes all of that back; what was found. */
    List<Finding> after(Graph graph, Runnable judge) {
        List<Finding> before = List.copyOf(findings);
        findings.clear();
        settled.during(graph, judge);
        List<Finding> after = List.copyOf(findings);
        findings.clear();
        findings.addAll(before);
        crashed = false;
        return after;
    }

    /** CPUs may go away: before anything else is asked of the machine. */
    public void allowHotplug() {
        hotplug = new Hotplug(this);
    }

    /** Waits for the deferred work that runs on a CPU; what comes later runs elsewhere. */
    public void vacate(Task task, int cpu) {
        if (hotplug == null) {
            throw new IllegalStateException("the CPUs of this machine stay");
        }
        hotplug.vacate(task, cpu);
    }

    void runDeferred(ExploredTask worker, Consumer<Task> function) {
        if (hotplug == null) {
            function.accept(worker);
        } else {
            hotplug.run(worker, function);
        }
    }

    /** Waits until everything deferred has run; for the running thread of a run or an exploration. */
    public void settle(Task task) {
        ExploredTask.of(task).checkMaySleep("waits for all that was deferred");
        runner().joinAll();
    }

    /** Tells the {@code nth} allocation of a task from now to fail. */
    public void failAllocation(Task task, int nth) {
        ExploredTask.of(task).faults().failAllocation(nth);
    }

    /** The event by which the running thread last read or wrote a cell; -1 if it has not, or no thread is running. */
    int lastKnown(ExploredCell cell) {
        return running == null ? -1 : running.runner().lastKnown(cell.number);
    }

    // ---- for explorers

    Explorer explorer() {
        if (running == null) {
            throw new IllegalStateException("memory is used outside a run");
        }
        return running;
    }

    int staticCells() {
        return settled.cells();
    }

    int staticBirths() {
        return settled.births();
    }

    ExploredCell cell(int number) {
        return cells.get(number);
    }

    ExploredBirth birth(int number) {
        return births.get(number);
    }

    /** Adds the order in which locks were taken on another machine; a circle that this closes is a finding. */
    public void addLockOrder(ExplorerMachine other) {
        lockOrder.add(other.lockOrder);
    }

    LockOrder lockOrder() {
        return lockOrder;
    }

    /** What runs the threads of the exploration that uses the machine. */
    ThreadRunner runner() {
        return explorer().runner();
    }

    /** @param index of the thread among those of the program */
    ExploredTask taskOf(ProgramThread thread, int index) {
        int wordAtHand = index < programThreads ? cpus + index : thread.cpu();
        return new ExploredTask(this, thread.name(), thread.cpu(), true, wordAtHand);
    }

    ExploredTask taskOf(Activity activity) {
        return new ExploredTask(this, activity.name(), activity.cpu(), activity.maySleep());
    }

    void spawn(Activity activity, ProgramThread.Body body) {
        runner().spawn(activity, body);
    }

    Unwind oops(ExploredTask task, RuntimeException oops) {
        if (oops instanceof NondeterminismException) {
            throw oops;
        }
        String where = Arrays.stream(oops.getStackTrace())
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
        return task.crash(Invariant.NO_ACCESS_AFTER_FREE, "oops", oops + where);
    }

    NondeterminismException nondeterminism(int event, EventKind asked, int cell) {
        Graph graph = explorer().graph();
        return new NondeterminismException("%s did %s before, and now asks for %s: the model is not deterministic"
                .formatted(
                        explorer().threadName(graph.thread[event]),
                        describe(graph.kind[event], graph.cell[event]),
                        describe(asked, cell)));
    }

    private String describe(EventKind kind, int cell) {
        return cell < 0 ? kind.name() : kind + " " + cell(cell).name();
    }

    /** The name of an RCU flavour. */
    String flavour(int number) {
        return flavours.get(number);
    }

    /** How many events the running thread has behind it: where an operation of the program begins or ends, see {@link Span}. */
    public int ordinal() {
        return runner().ordinal();
    }

    // ---- births

    @Override
    @Nullable
    ExploredBirth owner() {
        return null;
    }

    /** The number of a cell that is about to be made: static, or of what is being constructed. */
    int nextCell() {
        if (!constructing.isEmpty()) {
            return explorer().graph().cells + newCells++;
        }
        return settled.addCell(running);
    }

    <T extends ExploredCell> T register(T cell) {
        put(cells, cell.number, cell);
        if (cell.birth != null) {
            cell.birth.has(cell);
        }
        return cell;
    }

    @SuppressWarnings("unchecked")
    <T extends KernelObject> T allocate(String name, Function<Birth, T> constructor) {
        if (!constructing.isEmpty()) {
            return construct(name, constructor);
        }
        int event = runner().replay(EventKind.ALLOCATE, -1);
        if (event >= 0) {
            return (T) explorer().graph().objectOf(event);
        }
        newCells = 0;
        newBirths = 0;
        T born = construct(name, constructor);
        runner().allocated(born, newCells, newBirths);
        return born;
    }

    private <T extends KernelObject> T construct(String name, Function<Birth, T> constructor) {
        int number = explorer().graph().births + newBirths++;
        ExploredBirth birth = new ExploredBirth(this, number, unique(name, number));
        put(births, number, birth);
        if (!constructing.isEmpty()) {
            constructing.get(constructing.size() - 1).has(birth);
        }
        constructing.add(birth);
        T born = constructor.apply(birth);
        constructing.remove(constructing.size() - 1);
        birth.becomes(born);
        return born;
    }

    private String unique(String name, int end) {
        int same = 0;
        for (int number = 0; number < end; number++) {
            same += births.get(number).isCalled(name) ? 1 : 0;
        }
        return same == 0 ? name : name + "#" + (same + 1);
    }

    void free(ExploredBirth birth) {
        runner().freed(birth);
    }

    private static <T> void put(List<T> list, int index, T value) {
        if (index < list.size()) {
            list.set(index, value);
        } else if (index == list.size()) {
            list.add(value);
        } else {
            throw new IllegalStateException("numbers are given in order");
        }
    }
}
