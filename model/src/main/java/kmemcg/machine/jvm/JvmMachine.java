package kmemcg.machine.jvm;

import java.util.Arrays;
import java.util.List;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.LockOrder;
import kmemcg.machine.Machine;
import kmemcg.machine.Rcu;
import kmemcg.machine.Task;
import kmemcg.machine.WorkQueue;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/**
 * How does a design behave on the hardware and the JVM at hand? The machine on real threads: cells are VarHandle accesses,
 * locks and waits spin, RCU is a user-level one, and deferred activities are run by whoever waits.
 *
 * <p>It starts no thread, asks for no current thread and keeps no ThreadLocal, so the threads may be Lincheck's, JCStress's or
 * one. In {@linkplain #sequential sequential} mode all tasks run one after the other on one Java thread; then a wait that
 * nobody can end is a finding and not a hang, and every step can be watched. In {@linkplain #scheduled scheduled} mode there
 * are several Java threads, of which a scheduler lets one run at a time; a wait then gives way to the others.
 *
 * <p>Three kinds of findings: what is only noted ({@code WARN_ON}, lock order, a lock kept), what kills the kernel, and an
 * exception that leaves model code, which a kernel would call an oops. After the kernel's death every task that waits or
 * starts ends too.
 */
public final class JvmMachine extends Memory implements Machine {
    /** A chain of activities that queue one another this often, with no other task left, would go on for ever. */
    private static final int ENDLESS = 1000;

    private final int cpus;
    private final Findings findings = new Findings();
    private final Life staticData = new Life(findings);
    private final Births births = new Births();
    private final LockOrder lockOrder = new LockOrder(findings::record);
    private final Deferred deferred = new Deferred();
    private final JvmRcu defaultFlavour;

    /** All but the default. */
    private PMap<String, JvmRcu> flavours = TreePMap.empty();

    /** Null on a parallel machine. */
    @Nullable
    private final Steps steps;

    /** Null on any but a scheduled machine. */
    @Nullable
    private final Scheduler scheduler;

    private JvmMachine(int cpus, @Nullable Steps steps) {
        if (cpus < 1) {
            throw new IllegalArgumentException("a machine has at least 1 CPU, not " + cpus);
        }
        this.cpus = cpus;
        this.steps = steps;
        this.scheduler = steps == null ? null : steps.scheduler();
        this.defaultFlavour = new JvmRcu(this);
    }

    /** For tasks on any number of Java threads at the same time. */
    public static JvmMachine parallel(int cpus) {
        return new JvmMachine(cpus, null);
    }

    /** For tasks that one Java thread runs, each to its end or as far as its program goes, in any order. */
    public static JvmMachine sequential(int cpus) {
        return new JvmMachine(cpus, new Steps(null));
    }

    /** For tasks on several Java threads of which one runs at a time, as a scheduler decides before each step. */
    public static JvmMachine scheduled(int cpus, Scheduler scheduler) {
        return new JvmMachine(cpus, new Steps(scheduler));
    }

    @Override
    public int cpus() {
        return cpus;
    }

    @Override
    public JvmTask task(String name, int cpu) {
        return new JvmTask(this, name, checkedCpu(cpu));
    }

    @Override
    public Rcu rcu() {
        return defaultFlavour;
    }

    @Override
    public synchronized Rcu rcu(String flavour) {
        JvmRcu known = flavours.get(flavour);
        JvmRcu rcu = known == null ? new JvmRcu(this) : known;
        flavours = flavours.plus(flavour, rcu);
        return rcu;
    }

    @Override
    public WorkQueue workQueue(String name, int maxActive) {
        if (maxActive < 1) {
            throw new IllegalArgumentException(
                    "work queue %s: at least 1 item may be active, not %d".formatted(name, maxActive));
        }
        return new JvmWorkQueue(this, name, maxActive);
    }

    /**
     * Runs part of a task's program. A crash of the kernel ends it quietly, and an exception that leaves the body is a crash.
     * Nothing is run after a crash.
     */
    public void run(Task task, Runnable body) {
        if (crashed()) {
            return;
        }
        JvmTask running = JvmTask.of(task);
        begin(running);
        try {
            body.run();
            checkLeftBehind(running);
        } catch (KernelCrash crash) {
            assert crashed() : "recorded where it was thrown";
        } catch (RuntimeException oops) {
            findings.crash(Invariant.NO_ACCESS_AFTER_FREE, "oops", running.name() + ": " + whatAndWhere(oops));
        } finally {
            end();
        }
    }

    /** Runs the oldest deferred activity that may begin; false if none may. Never waits for other tasks' progress. */
    public boolean runOneDeferred() {
        return !crashed() && help(null);
    }

    /**
     * Runs deferred activities, and those that they defer, until nothing is left. For the end of a run, when no other task is in
     * the middle of anything: then a chain that does not end is a livelock.
     */
    public void settle() {
        JvmTask settling = task("settle", 0);
        run(settling, () -> settle(settling));
    }

    private void settle(JvmTask settling) {
        for (int round = 0; !deferred.isEmpty(); round++) {
            if (round == ENDLESS) {
                throw settling.crash(
                        Invariant.PROGRESS, "livelock", ": deferred activities queue one another without end");
            }
            settling.waiting().forAll(activity -> true, () -> "waits for all that was deferred");
        }
    }

    /** In the order in which they were found. */
    public List<Finding> findings() {
        return findings.all();
    }

    /** Notes a finding of the harness, such as a validator's; the kernel goes on. */
    public void report(Finding finding) {
        findings.record(finding);
    }

    /** Whether a finding has killed the kernel. */
    public boolean crashed() {
        return findings.crashed();
    }

    /** All kernel objects born and not freed, in the order of their birth. */
    public List<KernelObject> liveObjects() {
        return births.living();
    }

    /** Tells the observer of every step from now; null tells nobody. Not of a parallel machine. */
    public void observe(@Nullable StepObserver observer) {
        if (steps == null) {
            throw new IllegalStateException("the steps of a parallel machine have no order to be observed in");
        }
        steps.observe(observer);
    }

    /** Runs one activity on top of the helper; false if none may begin. */
    boolean help(@Nullable JvmTask helper) {
        return run(deferred.take(activity -> true), helper, false);
    }

    /** Runs what the helper waits for, or what stands before it in its lane; false if that may not begin. */
    boolean helpWith(JvmTask helper, Activity awaited) {
        return run(deferred.take(activity -> activity == awaited), helper, true)
                || run(deferred.take(activity -> activity.lane() == awaited.lane()), helper, true);
    }

    private boolean run(@Nullable Activity activity, @Nullable JvmTask helper, boolean awaited) {
        if (activity == null) {
            return false;
        }
        JvmTask worker = new JvmTask(this, activity, helper, awaited);
        activity.runBy(worker);
        try {
            run(worker, () -> activity.function().accept(worker));
        } finally {
            deferred.finish(activity);
            worker.holdings().retire();
            changed();
        }
        return true;
    }

    private void checkLeftBehind(JvmTask task) {
        if (!task.holdings().isFree()) {
            report(new Finding(
                    Invariant.PROGRESS, "lock kept", task.name() + " ends with a lock held or in a read-side section"));
        }
    }

    private static String whatAndWhere(RuntimeException oops) {
        return Arrays.stream(oops.getStackTrace())
                .findFirst()
                .map(frame -> oops + " at " + frame)
                .orElse(oops.toString());
    }

    private void begin(JvmTask task) {
        if (steps != null) {
            steps.begin(task.name());
        }
    }

    private void end() {
        if (steps != null) {
            steps.end();
        }
    }

    /** A step that is not an access to a cell. */
    void did(String verb, String object) {
        if (steps != null) {
            steps.did(verb, object);
        }
    }

    int checkedCpu(int cpu) {
        if (cpu < 0 || cpu >= cpus) {
            throw new IllegalArgumentException("CPU %d of %d".formatted(cpu, cpus));
        }
        return cpu;
    }

    /** Whether one Java thread runs at a time. */
    boolean isStepped() {
        return steps != null;
    }

    boolean isSequential() {
        return steps != null && scheduler == null;
    }

    /** Another thread may go first. */
    void beforeStep() {
        if (steps != null) {
            steps.next();
        }
    }

    /** Something changed that is no cell. */
    void changed() {
        if (steps != null) {
            steps.changed();
        }
    }

    /** Changes made by other threads, as far as this machine counts them. */
    long changesByOthers() {
        return scheduler == null ? 0 : scheduler.changesByOthers();
    }

    /** Waits for other threads: by looking, or where only one runs at a time by giving way until one has changed something. */
    void waitForOthers(long seen, Runnable looking) {
        if (scheduler == null) {
            looking.run();
        } else {
            scheduler.waitForChange(seen);
        }
    }

    void waitForOthers(Runnable looking) {
        waitForOthers(changesByOthers(), looking);
    }

    @Nullable
    Steps steps() {
        return steps;
    }

    Findings findingsLog() {
        return findings;
    }

    Births births() {
        return births;
    }

    LockOrder lockOrder() {
        return lockOrder;
    }

    Deferred deferred() {
        return deferred;
    }

    @Override
    JvmMachine machine() {
        return this;
    }

    @Override
    Life life() {
        return staticData;
    }

    @Override
    String cellName(String field) {
        return field;
    }
}
