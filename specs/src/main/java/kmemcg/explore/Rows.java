package kmemcg.explore;

import java.util.Arrays;

/**
 * A transitively closed relation over events: row e holds everything that comes before e. A new event's row is final unless an
 * edge is inserted between older events, which costs one pass over the rows and is remembered, so that it can be undone.
 */
final class Rows {
    private int words;
    private long[] bits;

    /** What inserted edges overwrote: row and word, and the old bits. */
    private int[] changedAt = new int[16];

    private long[] changedFrom = new long[16];
    private int changes;

    Rows(int capacity) {
        this.words = capacity >> 6;
        this.bits = new long[capacity * words];
    }

    /** Makes room for so many events, a multiple of 64. */
    void grow(int capacity) {
        int wider = capacity >> 6;
        long[] grown = new long[capacity * wider];
        for (int row = 0; row < words << 6; row++) {
            System.arraycopy(bits, row * words, grown, row * wider, words);
        }
        words = wider;
        bits = grown;
    }

    /** Becomes like another relation in the first so many rows, and in how it can be undone. */
    void copy(Rows other, int rows) {
        if (words == other.words) {
            System.arraycopy(other.bits, 0, bits, 0, rows * words);
        } else {
            copyWider(other, rows);
        }
        changes = other.changes;
        if (changes > changedAt.length) {
            changedAt = new int[other.changedAt.length];
            changedFrom = new long[other.changedAt.length];
        }
        System.arraycopy(other.changedAt, 0, changedAt, 0, changes);
        System.arraycopy(other.changedFrom, 0, changedFrom, 0, changes);
    }

    private void copyWider(Rows other, int rows) {
        for (int row = 0; row < rows; row++) {
            begin(row, -1);
            System.arraycopy(other.bits, row * other.words, bits, row * words, other.words);
        }
    }

    boolean has(int row, int event) {
        return (bits[row * words + (event >> 6)] >>> event & 1) != 0;
    }

    /** Begins a row: an event and all that comes before it; nothing if the event is -1. */
    void begin(int row, int event) {
        int to = row * words;
        if (event < 0) {
            Arrays.fill(bits, to, to + words, 0);
        } else {
            System.arraycopy(bits, event * words, bits, to, words);
            bits[to + (event >> 6)] |= 1L << event;
        }
    }

    /** An event and all that comes before it come before the row's. */
    void add(int row, int event) {
        int to = row * words;
        int from = event * words;
        for (int word = 0; word < words; word++) {
            bits[to + word] |= bits[from + word];
        }
        bits[to + (event >> 6)] |= 1L << event;
    }

    /** How far changes go back now. */
    int mark() {
        return changes;
    }

    /** Undoes the insertions after a mark. */
    void undo(int mark) {
        while (changes > mark) {
            int at = changedAt[--changes];
            bits[(at >>> 12) * words + (at & 0xfff)] = changedFrom[changes];
        }
    }

    /** Forgets how to undo. */
    void forget() {
        changes = 0;
    }

    /**
     * Puts one event and all before it before another and all after that.
     *
     * @param events how many rows there are
     */
    void insert(int earlier, int later, int events) {
        if (has(later, earlier)) {
            return;
        }
        int begin = firstMissing(earlier, later);
        int end = lastMissing(earlier, later) + 1;
        long bit = 1L << later;
        int at = later >> 6;
        for (int row = 0; row < events; row++) {
            if ((bits[at] & bit) != 0 || row == later) {
                insertInto(row, earlier, begin, end);
            }
            at += words;
        }
    }

    /** Puts one event and all before it before another, after which nothing comes. */
    void insertInto(int row, int earlier) {
        if (!has(row, earlier)) {
            insertInto(row, earlier, 0, words);
        }
    }

    private void insertInto(int row, int earlier, int begin, int end) {
        int to = row * words;
        for (int word = begin; word < end; word++) {
            long old = bits[to + word];
            long added = upTo(earlier, word);
            if ((old | added) != old) {
                remember(row, word, old);
                bits[to + word] = old | added;
            }
        }
    }

    /** One word of a row with the row's own event. */
    private long upTo(int event, int word) {
        long itself = word == event >> 6 ? 1L << event : 0;
        return bits[event * words + word] | itself;
    }

    /** Where the first event is that comes before one event but not before another; that is, not before any that follows it. */
    private int firstMissing(int earlier, int later) {
        int word = 0;
        while (!misses(later, earlier, word)) {
            word++;
        }
        return word;
    }

    private int lastMissing(int earlier, int later) {
        int word = words - 1;
        while (!misses(later, earlier, word)) {
            word--;
        }
        return word;
    }

    private boolean misses(int row, int event, int word) {
        return (upTo(event, word) & ~bits[row * words + word]) != 0;
    }

    /** Before a change to a row that is to be undone with the insertions. */
    void remember(int row) {
        for (int word = 0; word < words; word++) {
            remember(row, word, bits[row * words + word]);
        }
    }

    private void remember(int row, int word, long old) {
        if (changes == changedAt.length) {
            changedAt = Arrays.copyOf(changedAt, changes * 2);
            changedFrom = Arrays.copyOf(changedFrom, changes * 2);
        }
        changedAt[changes] = row << 12 | word;
        changedFrom[changes++] = old;
    }
}
