package kmemcg.machine.counting;

import java.util.Map;

/**
 * Memory in use.
 *
 * @param cells words and pointers, of 8 bytes each
 * @param listed places on lists; a {@code list_head} is two pointers
 * @param objects how many kernel objects of each kind there are, by the simple name of their class
 * @param cellsOf words and pointers in all objects of a kind
 */
public record Usage(long cells, long listed, Map<String, Long> objects, Map<String, Long> cellsOf) {
    private static final int WORD_BYTES = 8;
    private static final int LIST_HEAD_BYTES = 2 * WORD_BYTES;

    public Usage {
        objects = Map.copyOf(objects);
        cellsOf = Map.copyOf(cellsOf);
    }

    /** All of it; locks and work items are left out, for they are not cells. */
    public long bytes() {
        return cells * WORD_BYTES + listed * LIST_HEAD_BYTES;
    }

    /** What all objects of a kind take, without their places on lists. */
    public long bytesOf(String kind) {
        return cellsOf.getOrDefault(kind, 0L) * WORD_BYTES;
    }
}
