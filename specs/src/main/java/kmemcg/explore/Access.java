package kmemcg.explore;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step of a sequence does to one cell. A read reads what the last step before it that wrote the cell has left.
 *
 * @param cell its name
 * @param isRead whether the step depends on what the cell held
 * @param isWrite whether the step writes it, perhaps what it held before
 * @param before what the cell held, in words
 * @param after what it holds then; the same as before if it is not written
 */
public record Access(String cell, Kind kind, boolean isRead, boolean isWrite, String before, String after) {
    /** Whether what a pointer leads to is one of lists. */
    public static boolean isList(@Nullable Object held) {
        return held instanceof Iterable || held instanceof Map;
    }

    /** What a cell is for. */
    public enum Kind {
        NUMBER,
        POINTER,
        /** Points to a list, a set or a map, and never changes it: another one takes its place. */
        LIST,
        LOCK,
        /** The machine's own account, of which a program knows nothing. */
        BOOKKEEPING
    }
}
