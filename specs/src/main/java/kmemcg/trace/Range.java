package kmemcg.trace;

/** Whole numbers from {@code low} to {@code high}, both included; empty when low is above high. */
record Range(long low, long high) {
    static final Range ZERO = new Range(0, 0);
    static final Range ALL = new Range(Long.MIN_VALUE / 4, Long.MAX_VALUE / 4);

    static Range atLeast(long low) {
        return new Range(low, ALL.high);
    }

    static Range atMost(long high) {
        return new Range(ALL.low, high);
    }

    static Range exactly(long value) {
        return new Range(value, value);
    }

    Range and(Range other) {
        return new Range(Math.max(low, other.low), Math.min(high, other.high));
    }

    boolean isEmpty() {
        return low > high;
    }

    boolean contains(long value) {
        return low <= value && value <= high;
    }

    boolean contains(Range other) {
        return low <= other.low && other.high <= high;
    }
}
