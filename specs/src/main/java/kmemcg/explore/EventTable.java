package kmemcg.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is known of each event, one array for each attribute: an event is a number, and makes no garbage. */
abstract class EventTable {
    private int capacity;
    int events;
    EventKind[] kind;
    int[] thread;

    /** The cell that is accessed, or -1. */
    int[] cell;

    /** The event before and after in program order, or -1. */
    int[] po;

    int[] next;

    /** How many events are before in program order. */
    int[] ordinal;

    /** The nearest event before in program order that is of the thread's other stream, or -1. */
    int[] otherStream;

    /** Of a read the write it reads from, of a write the one before it in coherence order. */
    int[] from;

    /** Of a read the reader of the cell added before it, of a write the one after it in coherence order. */
    int[] link;

    /** Of a write the earlier event that it was bound to as the last step of a revisit, or -1. */
    int[] bound;

    /** Of an allocation, spawn, section or grace period: its number. */
    int[] number;

    /** What a read read, or a write writes. */
    long[] value;

    @Nullable
    Object[] object;

    /** What a waiting read wants. */
    @Nullable
    Object[] note;

    /** How far the changes of each relation went back before the event was added. */
    int[] orderMark;

    int[] happensMark;
    int[] prefixMark;

    /** How many events RCU's guarantee was settled for before the event was added. */
    int[] settledMark;

    EventTable(int capacity) {
        this.capacity = capacity;
        this.kind = new EventKind[capacity];
        this.thread = new int[capacity];
        this.cell = new int[capacity];
        this.po = new int[capacity];
        this.next = new int[capacity];
        this.ordinal = new int[capacity];
        this.otherStream = new int[capacity];
        this.from = new int[capacity];
        this.link = new int[capacity];
        this.bound = new int[capacity];
        this.number = new int[capacity];
        this.value = new long[capacity];
        this.object = new Object[capacity];
        this.note = new Object[capacity];
        this.orderMark = new int[capacity];
        this.happensMark = new int[capacity];
        this.prefixMark = new int[capacity];
        this.settledMark = new int[capacity];
    }

    /** For how many events there is room. */
    final int capacity() {
        return capacity;
    }

    /** Doubles the room. */
    void grow() {
        capacity *= 2;
        kind = Arrays.copyOf(kind, capacity);
        thread = Arrays.copyOf(thread, capacity);
        cell = Arrays.copyOf(cell, capacity);
        po = Arrays.copyOf(po, capacity);
        next = Arrays.copyOf(next, capacity);
        ordinal = Arrays.copyOf(ordinal, capacity);
        otherStream = Arrays.copyOf(otherStream, capacity);
        from = Arrays.copyOf(from, capacity);
        link = Arrays.copyOf(link, capacity);
        bound = Arrays.copyOf(bound, capacity);
        number = Arrays.copyOf(number, capacity);
        value = Arrays.copyOf(value, capacity);
        object = Arrays.copyOf(object, capacity);
        note = Arrays.copyOf(note, capacity);
        orderMark = Arrays.copyOf(orderMark, capacity);
        happensMark = Arrays.copyOf(happensMark, capacity);
        prefixMark = Arrays.copyOf(prefixMark, capacity);
        settledMark = Arrays.copyOf(settledMark, capacity);
    }

    /** Becomes like another table, which has no more room. */
    final void copyEvents(EventTable other) {
        events = other.events;
        System.arraycopy(other.kind, 0, kind, 0, events);
        System.arraycopy(other.thread, 0, thread, 0, events);
        System.arraycopy(other.cell, 0, cell, 0, events);
        System.arraycopy(other.po, 0, po, 0, events);
        System.arraycopy(other.next, 0, next, 0, events);
        System.arraycopy(other.ordinal, 0, ordinal, 0, events);
        System.arraycopy(other.otherStream, 0, otherStream, 0, events);
        System.arraycopy(other.from, 0, from, 0, events);
        System.arraycopy(other.link, 0, link, 0, events);
        System.arraycopy(other.bound, 0, bound, 0, events);
        System.arraycopy(other.number, 0, number, 0, events);
        System.arraycopy(other.value, 0, value, 0, events);
        System.arraycopy(other.object, 0, object, 0, events);
        System.arraycopy(other.note, 0, note, 0, events);
        System.arraycopy(other.orderMark, 0, orderMark, 0, events);
        System.arraycopy(other.happensMark, 0, happensMark, 0, events);
        System.arraycopy(other.prefixMark, 0, prefixMark, 0, events);
        System.arraycopy(other.settledMark, 0, settledMark, 0, events);
    }
}
