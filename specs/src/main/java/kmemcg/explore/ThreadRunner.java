package kmemcg.explore;

import java.util.List;
import kmemcg.explore.Activity.Spawned;
import kmemcg.machine.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Runs one thread at a time, and answers what it asks the machine for. A thread is a function that is run again from its start
 * whenever it goes on; what it has done before is answered from the graph. So it must ask for the same accesses again, and if it
 * does not, the model has nondeterminism of its own, which is a tool error.
 */
final class ThreadRunner {
    private final ExplorerMachine machine;
    private final SearchPath path;
    private final Revisits revisits;
    private final Choices choices;
    private final Checks checks;

    private List<ProgramThread> program = List.of();
    private List<ExploredTask> tasks = List.of();
    private int current;

    /** The next event of the running thread that is in the graph already; -1 if there is none. */
    private int cursor;

    /** The running thread's last event when it was last chosen. */
    private int resumedAt;

    private boolean unwinding;

    private static final int NO_END = -1;

    /** How many more steps threads may do that the graph does not answer. */
    private int stepsLeft = NO_END;

    /** Whether the running thread does one step, and what is found behind it is the next. */
    private boolean isLed;

    private @Nullable Finding found;

    /** The name of what the running thread was about to access, or freed, when that was found to be wrong; null if something else was. */
    private @Nullable String wronglyAccessed;

    /** Sees what threads do that run once more; null while they run for the first time. */
    private @Nullable Bystander bystander;

    ThreadRunner(ExplorerMachine machine, SearchPath path, Revisits revisits, Choices choices) {
        this.machine = machine;
        this.path = path;
        this.revisits = revisits;
        this.choices = choices;
        this.checks = new Checks(machine, this);
    }

    /** The threads that begin by themselves, and their tasks. */
    void begin(List<ProgramThread> threads, List<ExploredTask> theirTasks) {
        program = threads;
        tasks = theirTasks;
        found = null;
    }

    Graph graph() {
        return path.graph();
    }

    // ---- running a thread

    /** Runs a thread until it ends, waits, or is somewhere else. */
    void run(int thread) {
        int spawn = graph().spawnOf(thread);
        current = thread;
        cursor = graph().first[thread];
        resumedAt = graph().last[thread];
        unwinding = false;
        if (spawn < 0) {
            run(tasks.get(thread), program.get(thread).body());
        } else {
            Spawned spawned = Activity.of(graph(), spawn);
            run(spawned.task(), spawned.body());
        }
    }

    private void run(ExploredTask task, ProgramThread.Body body) {
        task.restart();
        try {
            begin();
            Object result = body.apply(task);
            task.checkLeftBehind();
            end(result);
        } catch (Unwind unwind) {
            leave(unwind);
        } catch (RuntimeException oops) {
            leave(machine.oops(task, oops));
        }
    }

    private static void leave(Unwind unwind) {
        if (unwind != Unwind.WAITS) {
            throw unwind;
        }
    }

    private void begin() {
        if (graph().spawnOf(current) >= 0) {
            simple(EventKind.BEGIN);
        }
    }

    private void end(@Nullable Object result) {
        if (replay(EventKind.END, -1) < 0) {
            open(EventKind.END, result);
            graph().close(0);
        }
    }

    /** Runs every thread once more as far as the execution goes, for those who want to look over its shoulder. */
    void retrace() {
        int finder = current;
        Finding finding = found;
        stepsLeft = 0;
        for (int thread = 0; thread < graph().threads; thread++) {
            retrace(thread);
        }
        stepsLeft = NO_END;
        current = finder;
        found = finding;
    }

    /** Runs every thread once more as far as the execution goes, under the eyes of somebody who sees in which lines. */
    Bystander observed() {
        Bystander seeing = new Bystander();
        bystander = seeing;
        retrace();
        bystander = null;
        return seeing;
    }

    private void retrace(int thread) {
        try {
            if (graph().isPresent(thread)) {
                run(thread);
            }
        } catch (Unwind unwind) {
            assert unwind == Unwind.FOUND : "nothing new is done";
        }
    }

    /**
     * Runs a thread for one step beyond what the graph answers, if it does not wait.
     *
     * @throws Unwind if something was found
     */
    void step(int thread) {
        stepsLeft = 1;
        isLed = true;
        try {
            run(thread);
        } finally {
            isLed = false;
            stepsLeft = NO_END;
        }
    }

    int current() {
        return current;
    }

    String name(int thread) {
        int spawn = graph().spawnOf(thread);
        return spawn < 0
                ? program.get(thread).name()
                : Activity.of(graph(), spawn).activity().name();
    }

    boolean isUnwinding() {
        return unwinding;
    }

    Unwind unwind(Unwind how) {
        unwinding = true;
        return how;
    }

    /** Something is wrong where the running thread has come to. */
    Unwind stop(Finding finding) {
        boolean isNextStep = isLed && stepsLeft == 0;
        return isNextStep ? unwind(Unwind.WAITS) : stop(finding, null);
    }

    /** The step that the running thread does is wrong, since it accesses what has this name. */
    Unwind stop(Finding finding, @Nullable String accessed) {
        found = finding;
        wronglyAccessed = accessed;
        return unwind(Unwind.FOUND);
    }

    @Nullable
    String wronglyAccessed() {
        return wronglyAccessed;
    }

    @Nullable
    Finding found() {
        return found;
    }

    /** A new leaf is looked for. */
    void forget() {
        found = null;
    }

    // ---- answering from the graph

    /** The event that answers an access of the running thread from the graph; -1 if the thread is at its end. */
    int replay(EventKind kind, int cell) {
        int event = cursor;
        if (bystander != null) {
            bystander.sees(current, event);
        }
        if (event < 0 && !mayGoOn(kind)) {
            throw unwind(Unwind.WAITS);
        }
        if (event >= 0) {
            Graph graph = graph();
            if (graph.kind[event] != kind || graph.cell[event] != cell) {
                throw machine.nondeterminism(event, kind, cell);
            }
            cursor = graph.next[event];
        }
        return event;
    }

    /** Whether something new may be done. Both parts of a read-modify-write are one step. */
    private boolean mayGoOn(EventKind kind) {
        if (stepsLeft == NO_END || kind.isRmwWrite()) {
            return true;
        }
        boolean isAnyLeft = stepsLeft > 0;
        stepsLeft = Math.max(0, stepsLeft - 1);
        return isAnyLeft;
    }

    private void replayWaits(EventKind wait, int cell) {
        while (cursor >= 0 && graph().kind[cursor] == wait) {
            replay(wait, cell);
        }
    }

    boolean isAtEnd() {
        return cursor < 0;
    }

    /** The event that the running thread has come to; -1 if it has just begun. */
    int lastOfCurrent() {
        return cursor < 0 ? graph().last[current] : graph().po[cursor];
    }

    /** How many events the running thread has behind it. */
    int ordinal() {
        int last = lastOfCurrent();
        return last < 0 ? 0 : graph().ordinal[last] + 1;
    }

    /** The event by which the running thread last read or wrote a cell, or -1. */
    int lastKnown(int cell) {
        int event = lastOfCurrent();
        while (event >= 0 && (graph().cell[event] != cell || graph().kind[event] == EventKind.BLOCKED)) {
            event = graph().po[event];
        }
        return event;
    }

    // ---- accesses

    int read(EventKind kind, ExploredCell cell) {
        int event = replay(kind, cell.number);
        return event >= 0 ? event : addRead(kind, cell, null);
    }

    /** Waits for a value; the event that read it. */
    int await(EventKind kind, ExploredCell cell, Object wanted) {
        replayWaits(EventKind.BLOCKED, cell.number);
        int event = replay(kind, cell.number);
        return event >= 0 ? event : addRead(kind, cell, wanted);
    }

    private int addRead(EventKind kind, ExploredCell cell, @Nullable Object wanted) {
        checks.beforeAccess(cell);
        checks.races(cell, kind);
        proceed(choices.addRead(current, kind, cell, wanted));
        return graph().events - 1;
    }

    int write(EventKind kind, ExploredCell cell, long value, @Nullable Object object) {
        int event = replay(kind, cell.number);
        if (event >= 0) {
            return event;
        }
        checks.beforeAccess(cell);
        checks.races(cell, kind);
        proceed(choices.addWrite(current, kind, cell, value, object));
        return graph().events - 1;
    }

    private void proceed(Taken step) {
        switch (step) {
            case DONE -> {}
            case MOVED -> throw unwind(Unwind.WAITS);
            case FAILED -> throw unwind(Unwind.DROPPED);
            case CUT -> throw unwind(Unwind.CUT);
        }
    }

    // ---- events that are no accesses

    /** An event without a cell that is no choice. */
    int simple(EventKind kind) {
        int event = replay(kind, -1);
        if (event >= 0) {
            return event;
        }
        open(kind, null);
        return graph().close(0);
    }

    private void open(EventKind kind, @Nullable Object object) {
        Graph graph = graph();
        graph.open(current, kind);
        graph.object[graph.events] = object;
    }

    void rcu(EventKind kind, int flavour) {
        if (replay(kind, -1) < 0) {
            Graph graph = graph();
            open(kind, null);
            graph.value[graph.events] = flavour;
            int event = graph.close(0);
            graph.rcu.added(event);
            proceed(revisits.settle(event, event));
        }
    }

    /** Ends a grace period as late as possible: when nobody else can go on. */
    void graceEnd(int flavour) {
        if (isAtEnd() && !mayEndGrace()) {
            throw unwind(Unwind.WAITS);
        }
        rcu(EventKind.GRACE_END, flavour);
    }

    /** The thread has been chosen again, after it had begun its grace period, and the only reason is that it may end. */
    private boolean mayEndGrace() {
        int last = graph().last[current];
        return resumedAt == last && graph().rcu.mayEnd(last);
    }

    /** Begins an activity. */
    void spawn(Activity activity, ProgramThread.Body body) {
        if (replay(EventKind.SPAWN, -1) < 0) {
            open(EventKind.SPAWN, new Spawned(activity, body, machine.taskOf(activity)));
            graph().closeSpawn();
        }
    }

    /** Waits until an activity has ended. */
    void join(Activity activity) {
        joinWhen(activity);
    }

    /** Waits until all activities but the running one have ended. */
    void joinAll() {
        joinWhen(null);
    }

    private void joinWhen(@Nullable Activity activity) {
        replayWaits(EventKind.JOINING, -1);
        if (replay(EventKind.JOIN, -1) >= 0) {
            return;
        }
        Graph graph = graph();
        open(EventKind.JOINING, activity);
        if (!Waiting.mayJoin(graph, graph.events)) {
            graph.close(0);
            throw unwind(Unwind.WAITS);
        }
        graph.open(current, EventKind.JOIN);
        if (activity == null) {
            graph.closeJoinAll();
        } else {
            graph.closeJoin(activity.threadIn(graph));
        }
    }

    /** The iteration after an event has failed: another execution will read something newer, or nobody ever does. */
    void stuck(int before) {
        if (replay(EventKind.STUCK, -1) < 0) {
            Graph graph = graph();
            if (!Waiting.hasFreshRead(graph, graph.last[current], before)) {
                throw unwind(Unwind.DROPPED);
            }
            int length = graph.ordinal[graph.last[current]] - (before < 0 ? -1 : graph.ordinal[before]);
            open(EventKind.STUCK, null);
            graph.value[graph.events] = length;
            graph.close(0);
        }
        throw unwind(Unwind.WAITS);
    }

    /** Records an allocation of so many cells and objects, and what was born. */
    void allocated(Object born, int newCells, int newBirths) {
        open(EventKind.ALLOCATE, born);
        graph().closeAllocate(newCells, newBirths);
    }

    void freed(ExploredBirth birth) {
        if (replay(EventKind.FREE, -1) < 0) {
            checks.beforeFree(birth);
            open(EventKind.FREE, null);
            checks.afterFree(birth, graph().closeFree(birth.number));
        }
    }
}
