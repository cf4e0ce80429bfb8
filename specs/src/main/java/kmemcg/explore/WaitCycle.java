package kmemcg.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;

/**
 * Who waits for what, and who would have to give it, in an execution in which nobody can go on. A lock is waited for with those
 * who hold it, an activity with itself, a grace period with those whose sections it must outlast, a value with nobody.
 *
 * <p>What it is called: a circle of waits is a <em>deadlock</em>. Otherwise all wait in the end for threads that wait for no
 * thread, and it is a <em>lost wake-up</em> if one of these waits for a value which the cell has been given and has lost again,
 * a <em>livelock</em> if one repeats an iteration that nothing will let succeed, and else they are just <em>stuck</em>. A wake-up
 * that was not even written, since the waker saw nobody wait, cannot be told from one that nobody thought of.
 */
public final class WaitCycle {
    /**
     * A thread that waits.
     *
     * @param text for what, and why it does not come
     * @param on the names of the threads that would have to go on first; none if only a write would help
     */
    public record Wait(String thread, String text, List<String> on) {
        public Wait {
            on = List.copyOf(on);
        }

        @Override
        public String toString() {
            return thread + " " + text;
        }
    }

    private final ExplorerMachine machine;
    private final Explorer explorer;
    private final Graph graph;

    WaitCycle(ExplorerMachine machine, Explorer explorer) {
        this.machine = machine;
        this.explorer = explorer;
        this.graph = explorer.graph();
    }

    /** Everybody who waits, program threads first. */
    public List<Wait> waits() {
        return waiting().mapToObj(this::waitOf).toList();
    }

    /** The waits that make a circle, each on the next and the last on the first; none if there is no circle. */
    public List<Wait> cycle() {
        for (int start : waiting().toArray()) {
            List<Integer> path = new ArrayList<>();
            if (leadsBack(start, start, path, new TreeSet<>())) {
                return path.stream().map(this::waitOf).toList();
            }
        }
        return List.of();
    }

    private boolean leadsBack(int thread, int start, List<Integer> path, Set<Integer> visited) {
        path.add(thread);
        for (int next : blockers(thread)) {
            if (next == start || (visited.add(next) && leadsBack(next, start, path, visited))) {
                return true;
            }
        }
        path.remove(path.size() - 1);
        return false;
    }

    /** What this is called, a few words without names. */
    public String kind() {
        if (!cycle().isEmpty()) {
            return "deadlock";
        }
        if (waiting().anyMatch(this::missedItsValue)) {
            return "lost wake-up";
        }
        return waiting().anyMatch(thread -> lastKind(thread) == EventKind.STUCK) ? "livelock" : "stuck";
    }

    /** As a finding, with the circle if there is one, and else with everybody who waits. */
    public Finding finding() {
        List<Wait> told = cycle().isEmpty() ? waits() : cycle();
        return new Finding(
                Invariant.PROGRESS, kind(), told.stream().map(Wait::toString).collect(Collectors.joining("; ")));
    }

    private IntStream waiting() {
        return threads(thread -> !graph.hasEnded(thread) && graph.last[thread] >= 0);
    }

    private IntStream threads(IntPredicate which) {
        return IntStream.range(0, graph.threads).filter(graph::isPresent).filter(which);
    }

    private EventKind lastKind(int thread) {
        return graph.kind[graph.last[thread]];
    }

    private boolean missedItsValue(int thread) {
        int blocked = graph.last[thread];
        if (graph.kind[blocked] != EventKind.BLOCKED || isForLock(blocked)) {
            return false;
        }
        int write = graph.lastWrite[graph.cell[blocked]];
        while (write >= 0 && !Waiting.wants(graph.note[blocked], graph.value[write], graph.object[write])) {
            write = graph.from[write];
        }
        return write >= 0;
    }

    private boolean isForLock(int blocked) {
        return graph.note[blocked] instanceof LockWord;
    }

    private Wait waitOf(int thread) {
        List<String> on = IntStream.of(blockers(thread)).mapToObj(this::name).toList();
        return new Wait(name(thread), ofThread(thread), on);
    }

    String name(int thread) {
        return explorer.threadName(thread);
    }

    private int[] blockers(int thread) {
        int last = graph.last[thread];
        return switch (graph.kind[last]) {
            case BLOCKED ->
                isForLock(last)
                        ? threads(other -> Holdings.lock(graph, graph.last[other], graph.cell[last]))
                                .toArray()
                        : new int[0];
            case GRACE_START -> threads(other -> holdsUp(other, last)).toArray();
            case JOINING -> unended(last);
            default -> new int[0];
        };
    }

    private boolean holdsUp(int other, int grace) {
        int section = Holdings.section(graph, graph.last[other], graph.value[grace]);
        return section >= 0 && graph.order.has(grace, section);
    }

    private int[] unended(int joining) {
        if (graph.object[joining] instanceof Activity activity) {
            return threads(other -> other == activity.threadIn(graph)).toArray();
        }
        return threads(other -> graph.spawnOf(other) >= 0 && other != graph.thread[joining] && !graph.hasEnded(other))
                .toArray();
    }

    /** What a thread waits for, and why it does not come: {@code "waits for A, which T2 holds"}. */
    String ofThread(int thread) {
        int last = graph.last[thread];
        return switch (graph.kind[last]) {
            case BLOCKED -> "waits for " + cellAndWhy(thread, last);
            case GRACE_START -> "waits for readers: %s".formatted(names(thread));
            case JOINING ->
                graph.object[last] instanceof Activity activity
                        ? "waits for %s to end".formatted(activity)
                        : "waits for all activities to end: %s".formatted(names(thread));
            case STUCK -> "tries again and again: " + whatItReads(last);
            default -> "does not go on";
        };
    }

    private String cellAndWhy(int thread, int blocked) {
        ExploredCell cell = machine.cell(graph.cell[blocked]);
        return isForLock(blocked)
                ? "%s, which %s holds".formatted(cell.name(), names(thread))
                : "%s, which is %s".formatted(cell.name(), valueNow(cell));
    }

    private String names(int thread) {
        return IntStream.of(blockers(thread)).mapToObj(this::name).collect(Collectors.joining(" and "));
    }

    private String valueNow(ExploredCell cell) {
        int write = graph.lastWrite[cell.number];
        return write < 0
                ? cell.valueText(cell.initialLong(), cell.initialObject())
                : cell.valueText(graph.value[write], graph.object[write]);
    }

    private String whatItReads(int stuck) {
        TreeSet<String> reads = new TreeSet<>();
        int event = graph.po[stuck];
        for (long left = graph.value[stuck]; left > 0; left--) {
            if (graph.kind[event].isRead()) {
                ExploredCell cell = machine.cell(graph.cell[event]);
                reads.add(cell.name() + " is " + cell.valueText(graph.value[event], graph.object[event]));
            }
            event = graph.po[event];
        }
        return String.join(", ", reads);
    }
}
