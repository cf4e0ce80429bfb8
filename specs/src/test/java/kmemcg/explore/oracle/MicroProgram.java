package kmemcg.explore.oracle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.explore.oracle.MicroOp.Kind;

/**
 * A tiny concurrent program: straight-line threads over words and locks that are 0 at first, one RCU flavour and one kernel
 * object. Sections, of locks and of RCU, are nested properly; nobody sleeps inside one or takes a lock it holds.
 */
public record MicroProgram(List<List<MicroOp>> threads) {
    public MicroProgram {
        threads = threads.stream().map(List::copyOf).toList();
        threads.forEach(MicroProgram::requireNesting);
    }

    private static void requireNesting(List<MicroOp> thread) {
        Deque<String> open = new ArrayDeque<>();
        for (MicroOp op : thread) {
            require(!op.kind().sleeps() || open.isEmpty(), op + " sleeps in a section", thread);
            if (op.kind().opens()) {
                require(op.kind() == Kind.RCU_LOCK || !open.contains(op.place()), op + " is taken already", thread);
                open.push(op.place());
            } else if (op.kind().closes()) {
                require(op.place().equals(open.poll()), op + " has no partner", thread);
            }
        }
        require(open.isEmpty(), "a section is left open", thread);
    }

    private static void require(boolean condition, String broken, List<MicroOp> thread) {
        if (!condition) {
            throw new IllegalArgumentException(broken + ": " + thread);
        }
    }

    public MicroOp at(EventId event) {
        return threads.get(event.thread()).get(event.index());
    }

    /** Whether the event's thread has ended before it. */
    public boolean isPastEnd(EventId event) {
        return event.index() == threads.get(event.thread()).size();
    }

    /** The index where the section ends that begins at an event. */
    public int closing(EventId opening) {
        List<MicroOp> thread = threads.get(opening.thread());
        int depth = 1;
        int index = opening.index();
        while (depth > 0) {
            index++;
            depth += depthChange(thread.get(index));
        }
        return index;
    }

    /** The event where the section begins that ends at an event. */
    public EventId opening(EventId closing) {
        return IntStream.range(0, closing.index())
                .mapToObj(index -> new EventId(closing.thread(), index))
                .filter(event -> at(event).kind().opens() && closing(event) == closing.index())
                .findAny()
                .orElseThrow();
    }

    private static int depthChange(MicroOp op) {
        return op.kind().opens() ? 1 : op.kind().closes() ? -1 : 0;
    }

    public Stream<MicroOp> operations() {
        return threads.stream().flatMap(List::stream);
    }

    public boolean uses(Kind kind) {
        return operations().anyMatch(op -> op.kind() == kind);
    }

    public SortedSet<String> words() {
        return places(Kind::usesWord);
    }

    public SortedSet<String> locks() {
        return places(Kind::usesLock);
    }

    private SortedSet<String> places(Predicate<Kind> kinds) {
        return operations()
                .filter(op -> kinds.test(op.kind()))
                .map(MicroOp::place)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** One line for each thread. */
    @Override
    public String toString() {
        return IntStream.range(0, threads.size())
                .mapToObj(thread -> "T" + thread + ": "
                        + threads.get(thread).stream().map(MicroOp::toString).collect(Collectors.joining("; ")))
                .collect(Collectors.joining("\n"));
    }
}
