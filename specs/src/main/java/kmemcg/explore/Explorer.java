package kmemcg.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import kmemcg.explore.GracePeriods.Verdict;
import kmemcg.machine.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Which executions does a program have? All of them, each once: threads run one after the other, a new read tries every write
 * it may read, a new write every place in coherence order and every read that might read it instead, and each of these is an
 * alternative to come back to.
 *
 * <p>Source: the TruSt algorithm of M. Kokologiannakis, I. Marmanis, V. Gladstein, V. Vafeiadis, POPL 2022. A thread is a function
 * that is run again from its start whenever it goes on; what it has done before is answered from the graph. So a thread must
 * ask for the same accesses again, and if it does not, the model has nondeterminism of its own, which is a tool error.
 *
 * <p>Deviations: waiting (see {@link Maximality}); grace periods end as late as possible, and a section that turns out to have
 * begun before a grace period that has ended takes that end back ({@link #takeBackGrace}).
 */
final class Explorer {
    private static final int FIRST_CAPACITY = 64;

    private final ExplorerMachine machine;
    private final MemoryModel model;
    private final Checks checks;

    Graph graph;
    private final List<Graph> levels = new ArrayList<>();
    private int level;
    private final List<Frame> frames = new ArrayList<>();
    private int depth;
    private int[] map = new int[FIRST_CAPACITY];

    private List<ProgramThread> threads = List.of();
    private Chooser chooser = Chooser.ALL;
    private int current;
    private int cursor;

    /** The running thread's last event when it was last chosen. */
    private int resumedAt;

    private boolean unwinding;

    /** Whether threads run only as far as the graph answers them. */
    private boolean retraces;

    private @Nullable Finding found;

    Explorer(ExplorerMachine machine) {
        this.machine = machine;
        this.model = machine.model();
        this.graph = new Graph(model, FIRST_CAPACITY);
        this.checks = new Checks(machine, this);
        levels.add(graph);
    }

    // ---- the search

    /** Begins at the root of the tree of executions. */
    void begin(List<ProgramThread> program, Chooser how) {
        threads = program;
        chooser = how;
        depth = 0;
        level = 0;
        graph = levels.get(0);
        graph.reset(program.size(), machine.staticCells(), machine.staticBirths());
        found = null;
    }

    /** Goes on to the next leaf: an execution that is complete, or blocked, or was dropped. */
    Leaf advance() {
        found = null;
        try {
            for (int thread = nextThread(); thread >= 0; thread = nextThread()) {
                run(thread);
            }
        } catch (Unwind unwind) {
            return unwind == Unwind.FOUND ? Leaf.FOUND : Leaf.DROPPED;
        }
        return checks.atEnd();
    }

    /** Takes the next alternative; false if there is none left. */
    boolean backtrack() {
        while (depth > 0) {
            Frame frame = frames.get(depth - 1);
            returnTo(frame);
            if (!frame.hasMore()) {
                depth--;
            } else if (take(frame) != Step.FAILED) {
                return true;
            }
        }
        return false;
    }

    private void returnTo(Frame frame) {
        graph = frame.graph;
        level = levels.indexOf(graph);
        while (graph.events > frame.events) {
            graph.pop();
        }
    }

    /**
     * A read-modify-write that was revisited is finished first. Then the thread of the last event goes on as long as it can; then the
     * first that can; a grace period ends last of all.
     */
    private int nextThread() {
        int unfinished = unfinishedRmw();
        if (unfinished >= 0) {
            return unfinished;
        }
        if (graph.events > 0 && isReady(graph.thread[graph.events - 1])) {
            return graph.thread[graph.events - 1];
        }
        int grace = -1;
        for (int thread = 0; thread < graph.threads; thread++) {
            if (graph.isPresent(thread)) {
                if (isReady(thread)) {
                    return thread;
                }
                grace = grace < 0 && waitsForGrace(thread) ? thread : grace;
            }
        }
        return grace;
    }

    private int unfinishedRmw() {
        for (int thread = 0; thread < graph.threads; thread++) {
            int last = graph.isPresent(thread) ? graph.last[thread] : -1;
            if (last >= 0 && graph.kind[last].isRmwRead()) {
                return thread;
            }
        }
        return -1;
    }

    private boolean isReady(int thread) {
        int last = graph.last[thread];
        if (last < 0) {
            return true;
        }
        return switch (graph.kind[last]) {
            case END, STUCK, GRACE_START -> false;
            case JOINING -> Waiting.mayJoin(graph, last);
            case BLOCKED -> Waiting.isOver(graph, last);
            default -> true;
        };
    }

    private boolean waitsForGrace(int thread) {
        int last = graph.last[thread];
        return last >= 0 && graph.kind[last] == EventKind.GRACE_START && graph.rcu.mayEnd(last);
    }

    private void run(int thread) {
        current = thread;
        cursor = graph.first[thread];
        resumedAt = graph.last[thread];
        unwinding = false;
        ExploredTask task = machine.taskOf(this, thread);
        try {
            begin(thread);
            Object result = machine.bodyOf(this, thread).apply(task);
            task.checkLeftBehind();
            end(result);
        } catch (Unwind unwind) {
            if (unwind != Unwind.WAITS) {
                throw unwind;
            }
        } catch (RuntimeException oops) {
            throw machine.oops(task, oops);
        }
    }

    private void begin(int thread) {
        if (graph.spawnOf(thread) >= 0) {
            simple(EventKind.BEGIN);
        }
    }

    private void end(@Nullable Object result) {
        if (replay(EventKind.END, -1) < 0) {
            graph.open(current, EventKind.END);
            graph.object[graph.events] = result;
            graph.close(0);
        }
    }

    /** Runs every thread once more as far as the execution goes, for those who want to look over its shoulder. */
    void retrace() {
        int finder = current;
        Finding finding = found;
        retraces = true;
        for (int thread = 0; thread < graph.threads; thread++) {
            retrace(thread);
        }
        retraces = false;
        current = finder;
        found = finding;
    }

    private void retrace(int thread) {
        try {
            if (graph.isPresent(thread)) {
                run(thread);
            }
        } catch (Unwind unwind) {
            assert unwind == Unwind.FOUND : "nothing new is done";
        }
    }

    ProgramThread staticThread(int thread) {
        return threads.get(thread);
    }

    int staticThreads() {
        return threads.size();
    }

    // ---- what the machine asks for

    /** The event that answers an access of the running thread from the graph; -1 if the thread is at its end. */
    int replay(EventKind kind, int cell) {
        int event = cursor;
        if (event < 0 && retraces) {
            throw unwind(Unwind.WAITS);
        }
        if (event >= 0) {
            if (graph.kind[event] != kind || graph.cell[event] != cell) {
                throw machine.nondeterminism(event, kind, cell);
            }
            cursor = graph.next[event];
        }
        return event;
    }

    /** Whether the next recorded event of the running thread is of a kind; false at its end. */
    boolean replaysNext(EventKind kind) {
        return cursor >= 0 && graph.kind[cursor] == kind;
    }

    boolean isAtEnd() {
        return cursor < 0;
    }

    boolean isUnwinding() {
        return unwinding;
    }

    Unwind unwind(Unwind how) {
        unwinding = true;
        return how;
    }

    Unwind stop(Finding finding) {
        found = finding;
        return unwind(Unwind.FOUND);
    }

    @Nullable
    Finding found() {
        return found;
    }

    /** What was found; at a leaf that is {@link Leaf#FOUND}. */
    Finding finding() {
        return Objects.requireNonNull(found);
    }

    int current() {
        return current;
    }

    /** How many events the running thread has behind it. */
    int ordinal() {
        int count = 0;
        for (int event = lastOfCurrent(); event >= 0; event = graph.po[event]) {
            count++;
        }
        return count;
    }

    int read(EventKind kind, ExploredCell cell) {
        int event = replay(kind, cell.number);
        return event >= 0 ? event : addRead(kind, cell, null);
    }

    int write(EventKind kind, ExploredCell cell, long value, @Nullable Object object) {
        int event = replay(kind, cell.number);
        return event >= 0 ? event : addWrite(kind, cell, value, object);
    }

    /** Waits for a value; the event that read it. */
    int await(EventKind kind, ExploredCell cell, Object wanted) {
        while (replaysNext(EventKind.BLOCKED)) {
            replay(EventKind.BLOCKED, cell.number);
        }
        int event = replay(kind, cell.number);
        return event >= 0 ? event : addRead(kind, cell, wanted);
    }

    /** An event without a cell that is no choice. */
    int simple(EventKind kind) {
        int event = replay(kind, -1);
        if (event < 0) {
            graph.open(current, kind);
            event = graph.close(0);
        }
        return event;
    }

    int rcu(EventKind kind, int flavour) {
        int event = replay(kind, -1);
        if (event < 0) {
            graph.open(current, kind);
            graph.value[graph.events] = flavour;
            event = graph.close(0);
            graph.rcu.added(event);
            proceed(settled(event, event));
        }
        return event;
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
        int last = graph.last[current];
        return resumedAt == last && graph.rcu.mayEnd(last);
    }

    /** Begins an activity. */
    void spawn(Activity activity, ProgramThread.Body body) {
        if (replay(EventKind.SPAWN, -1) < 0) {
            graph.open(current, EventKind.SPAWN);
            graph.object[graph.events] = new Activity.Spawned(activity, body);
            graph.closeSpawn();
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
        while (replaysNext(EventKind.JOINING)) {
            replay(EventKind.JOINING, -1);
        }
        if (replay(EventKind.JOIN, -1) >= 0) {
            return;
        }
        graph.open(current, EventKind.JOINING);
        graph.object[graph.events] = activity;
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

    /** The event that the running thread has come to; -1 if it has just begun. */
    int lastOfCurrent() {
        return cursor < 0 ? graph.last[current] : graph.po[cursor];
    }

    /** The event by which the running thread last read or wrote a cell, or -1. */
    int lastKnown(int cell) {
        int event = lastOfCurrent();
        while (event >= 0 && (graph.cell[event] != cell || graph.kind[event] == EventKind.BLOCKED)) {
            event = graph.po[event];
        }
        return event;
    }

    /** The iteration after an event has failed: another execution will read something newer, or nobody ever does. */
    void stuck(int before) {
        if (replay(EventKind.STUCK, -1) < 0) {
            if (!Waiting.hasFreshRead(graph, graph.last[current], before)) {
                throw unwind(Unwind.DROPPED);
            }
            int length = 0;
            for (int event = graph.last[current]; event != before; event = graph.po[event]) {
                length++;
            }
            graph.open(current, EventKind.STUCK);
            graph.value[graph.events] = length;
            graph.close(0);
        }
        throw unwind(Unwind.WAITS);
    }

    /** Records an allocation of so many cells and objects, and what was born. */
    void allocated(Object born, int newCells, int newBirths) {
        graph.open(current, EventKind.ALLOCATE);
        graph.object[graph.events] = born;
        graph.closeAllocate(newCells, newBirths);
    }

    void freed(ExploredBirth birth) {
        if (replay(EventKind.FREE, -1) < 0) {
            checks.beforeFree(birth);
            graph.open(current, EventKind.FREE);
            checks.afterFree(birth, graph.closeFree(birth.number));
        }
    }

    // ---- new reads and writes

    private int addRead(EventKind kind, ExploredCell cell, @Nullable Object wanted) {
        checks.beforeAccess(cell);
        Frame frame = newFrame(kind, cell.number);
        frame.note = wanted;
        graph.open(current, kind);
        checks.races(cell);
        offerWrites(frame, cell, wanted);
        decide(frame);
        return graph.events - 1;
    }

    private void offerWrites(Frame frame, ExploredCell cell, @Nullable Object wanted) {
        int write = graph.lastWrite[cell.number];
        boolean newestIsWanted = false;
        for (boolean isFirst = true; Consistency.mayRead(graph, cell.number, write); isFirst = false) {
            if (wanted == null || Waiting.mayTake(graph, current, cell, write, wanted)) {
                frame.offer(write);
                newestIsWanted |= isFirst;
            }
            if (write < 0) {
                break;
            }
            write = graph.from[write];
        }
        if (wanted != null && !newestIsWanted) {
            frame.offer(Frame.BLOCK);
        }
    }

    private int addWrite(EventKind kind, ExploredCell cell, long value, @Nullable Object object) {
        checks.beforeAccess(cell);
        Frame frame = newFrame(kind, cell.number);
        frame.value = value;
        frame.object = object;
        graph.open(current, kind);
        checks.races(cell);
        offerPlaces(frame, graph);
        offerRevisits(frame);
        decide(frame);
        return graph.events - 1;
    }

    /** Places in coherence order, the newest first. The event is open in the graph. */
    private static void offerPlaces(Frame frame, Graph in) {
        if (frame.kind.isRmwWrite()) {
            int place = in.from[in.last[frame.thread]];
            if (Consistency.mayFollow(in, frame.cell, place)) {
                frame.offer(place);
            }
            return;
        }
        for (int write = in.lastWrite[frame.cell]; ; write = in.from[write]) {
            int overwriting = in.after(frame.cell, write);
            if (overwriting >= 0 && in.order.has(in.events, overwriting)) {
                return;
            }
            if (Consistency.mayFollow(in, frame.cell, write)) {
                frame.offer(write);
            }
            if (write < 0) {
                return;
            }
        }
    }

    private void offerRevisits(Frame frame) {
        for (int reader = graph.readers[frame.cell]; reader >= 0; reader = graph.link[reader]) {
            if (graph.kind[reader] != EventKind.BLOCKED
                    && !graph.prefix.has(graph.events, reader)
                    && new Maximality(graph, graph.events).holdsFrom(reader)) {
                frame.offerRevisit(reader);
            }
        }
    }

    private Frame newFrame(EventKind kind, int cell) {
        if (depth == frames.size()) {
            frames.add(new Frame(graph));
        }
        Frame frame = frames.get(depth);
        frame.restart(graph, current, kind, cell);
        return frame;
    }

    /** Takes the first option at once, and keeps the frame if there are others. */
    private void decide(Frame frame) {
        if (frame.count() == 0) {
            throw unwind(Unwind.DROPPED);
        }
        boolean isChoice = frame.count() > 1 || !frame.beginsForward();
        if (isChoice) {
            chooser.choose(frame, depth);
            depth++;
        }
        proceed(take(frame));
    }

    private void proceed(Step step) {
        if (step == Step.FAILED) {
            throw unwind(Unwind.DROPPED);
        }
        if (step == Step.MOVED) {
            throw unwind(Unwind.WAITS);
        }
    }

    /** Takes the frame's next option. */
    private Step take(Frame frame) {
        int option = frame.next();
        if (Frame.isRevisit(option)) {
            return revisit(frame, Frame.revisited(option));
        }
        graph.open(frame.thread, frame.kind);
        int event = graph.events;
        graph.value[event] = frame.value;
        graph.object[event] = frame.object;
        if (frame.kind.isWrite()) {
            return takePlace(frame, option);
        }
        if (option == Frame.BLOCK) {
            graph.kind[event] = EventKind.BLOCKED;
            graph.note[event] = frame.note;
            graph.closeBlocked(frame.cell, graph.lastWrite[frame.cell]);
            return Step.MOVED;
        }
        graph.note[event] = frame.note;
        graph.closeRead(frame.cell, option);
        if (option < 0) {
            machine.cell(frame.cell).initialise(graph, event);
        }
        return settled(event, event);
    }

    private Step takePlace(Frame frame, int place) {
        int event = graph.closeWrite(frame.cell, place);
        int reader = frame.bind;
        if (reader < 0) {
            return settled(event, event);
        }
        if (!Consistency.mayBind(graph, reader, event)) {
            graph.pop();
            return Step.FAILED;
        }
        graph.bind(reader, event);
        Step step = settled(event, reader);
        return step == Step.FAILED ? step : Step.MOVED;
    }

    // ---- revisits

    private Step revisit(Frame frame, int reader) {
        graph.open(frame.thread, frame.kind);
        boolean blocks = graph.kind[reader].waits() && !Waiting.wants(graph.note[reader], frame.value, frame.object);
        Graph copy = nextLevel();
        Restriction.make(
                graph,
                copy,
                reader,
                graph.events,
                reader,
                blocks ? EventKind.BLOCKED : graph.kind[reader],
                mapFor(graph));
        descend(copy);
        Frame places = newFrame(frame.kind, frame.cell);
        places.thread = frame.thread;
        places.value = frame.value;
        places.object = frame.object;
        places.bind = map[reader];
        copy.open(frame.thread, frame.kind);
        if (blocks) {
            offerLastPlace(places, copy);
        } else {
            offerPlaces(places, copy);
        }
        return placeRevisit(places);
    }

    /** A wait begins only where the newest write is not what is waited for. */
    private static void offerLastPlace(Frame places, Graph copy) {
        int newest = copy.lastWrite[places.cell];
        boolean isForced = places.kind.isRmwWrite();
        if (!isForced || copy.from[copy.last[places.thread]] == newest) {
            places.offer(newest);
        }
    }

    private Step placeRevisit(Frame places) {
        if (places.count() == 0) {
            return Step.FAILED;
        }
        if (places.count() > 1) {
            chooser.choose(places, depth);
            depth++;
        }
        return take(places);
    }

    private Graph nextLevel() {
        if (level + 1 == levels.size()) {
            levels.add(new Graph(model, graph.capacity()));
        }
        return levels.get(level + 1);
    }

    private void descend(Graph copy) {
        graph = copy;
        level++;
    }

    private int[] mapFor(Graph of) {
        if (map.length < of.capacity()) {
            map = new int[of.capacity()];
        }
        return map;
    }

    /**
     * After an event was added, or a read bound to it.
     *
     * @param cause the event whose choice made the difference
     */
    private Step settled(int event, int cause) {
        Verdict verdict = graph.rcu.settle();
        if (verdict == Verdict.CONSISTENT) {
            return Step.DONE;
        }
        if (verdict == Verdict.CONSTRAINED) {
            return takeBackGrace(event, cause);
        }
        graph.pop();
        return Step.FAILED;
    }

    /**
     * An unfinished section has turned out to precede a grace period that has ended. Its later accesses could not be free, so
     * the end is deleted with all that came after it, as if the section had revisited it, and waits until the section is over.
     */
    private Step takeBackGrace(int event, int cause) {
        int section = graph.rcu.constrainedThread();
        int end = graph.rcu.constrainingEnd();
        int kept = section == graph.thread[event] ? event : cause;
        boolean isOfCause = section == graph.thread[kept];
        if (!isOfCause
                || (kept == event && cause != event && cause > end)
                || graph.prefix.has(kept, end)
                || !new Maximality(graph, kept).holdsFrom(end)) {
            graph.pop();
            return Step.FAILED;
        }
        Graph copy = nextLevel();
        Restriction.make(graph, copy, end, kept, -1, EventKind.END, mapFor(graph));
        graph.pop();
        descend(copy);
        return graph.rcu.settle() == Verdict.CONSISTENT && graph.rcu.isHeldUp(graph.thread[map[kept]])
                ? Step.MOVED
                : Step.FAILED;
    }

    // ---- work for others

    /** The options taken so far, from the root. */
    int[] path() {
        int[] path = new int[depth];
        for (int at = 0; at < depth; at++) {
            path[at] = frames.get(at).tried() - 1;
        }
        return path;
    }

    /** Gives away an untried option as near to the root as can be: the path to it; null if there is none. */
    int @Nullable [] giveAway() {
        for (int at = 0; at < depth; at++) {
            Frame frame = frames.get(at);
            if (frame.hasMore()) {
                int[] path = Arrays.copyOf(path(), at + 1);
                frame.giveAway();
                path[at] = frame.count();
                return path;
            }
        }
        return null;
    }

    /** What became of an option. */
    private enum Step {
        /** The running thread goes on in the same graph. */
        DONE,
        /** The graph is another one, or the thread waits. */
        MOVED,
        /** It is not consistent. */
        FAILED
    }

    /** How an execution ended. */
    enum Leaf {
        COMPLETE,
        /** Somebody waits for what another execution lets him have. */
        BLOCKED,
        /** Everybody waits for what never comes. */
        DEADLOCKED,
        /** Given up: a read-modify-write lost its race, and goes on where it wins it. */
        DROPPED,
        FOUND
    }
}
