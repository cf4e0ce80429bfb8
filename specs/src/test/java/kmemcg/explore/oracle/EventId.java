package kmemcg.explore.oracle;

import java.util.Comparator;

/**
 * An operation as an event of an execution. There are no loops, so each happens at most once.
 *
 * @param index the operation's position in its thread, from 0
 */
public record EventId(int thread, int index) implements Comparable<EventId> {
    /** The write of 0 that every place begins with. */
    public static final EventId INIT = new EventId(-1, -1);

    private static final Comparator<EventId> ORDER =
            Comparator.comparingInt(EventId::thread).thenComparingInt(EventId::index);

    @Override
    public int compareTo(EventId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return equals(INIT) ? "init" : "T" + thread + "." + index;
    }
}
