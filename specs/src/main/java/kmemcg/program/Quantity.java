package kmemcg.program;

import kmemcg.design.Verb.Kind;
import org.jspecify.annotations.Nullable;

/** The numbers of a program and how small and large each may be; ample for a model, and far from any overflow. */
enum Quantity {
    CPU("a CPU number", 0, 63),
    CPUS("a number of CPUs", 1, 64),
    PAGES("a number of pages", 0, 1_000_000_000),
    BYTES("a number of bytes", 1, 65_536),
    COUNT("a count", 1, 1_000_000),
    BATCH("a number of pages", 1, 65_536),
    RETRIES("a number of retries", 0, 1_000);

    private final String what;
    private final long min;
    private final long max;

    Quantity(String what, long min, long max) {
        this.what = what;
        this.min = min;
        this.max = max;
    }

    String what() {
        return what;
    }

    long min() {
        return min;
    }

    /** The quantity that an argument counts, null if it is a name or a flag. */
    static @Nullable Quantity of(Kind kind) {
        return switch (kind) {
            case CPU -> CPU;
            case PAGES -> PAGES;
            case BYTES -> BYTES;
            case COUNT -> COUNT;
            case GROUP, NEW_GROUP, CACHE, NEW_CACHE, OBJECT, OBJECTS, USER_PAGE, FLAGS -> null;
        };
    }

    /** What is wrong with a word that should be such a number, null if nothing. */
    @Nullable
    String complaint(String word) {
        if (word.startsWith("-") && isDigits(word.substring(1))) {
            return "%s cannot be negative: %s".formatted(what, word);
        }
        if (!isDigits(word)) {
            return "expected %s, found '%s'".formatted(what, word);
        }
        return isWithin(value(word)) ? null : "%s must be from %d to %d: %s".formatted(what, min, max, word);
    }

    private static boolean isDigits(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> '0' <= c && c <= '9');
    }

    /** The value of some digits; of very many, a number beyond any bound. */
    private static long value(String digits) {
        long value = 0;
        for (int at = 0; at < digits.length() && value < Integer.MAX_VALUE; at++) {
            value = value * 10 + (digits.charAt(at) - '0');
        }
        return value;
    }

    private boolean isWithin(long value) {
        return min <= value && value <= max;
    }

    /** The number that a word without a complaint stands for. */
    long parse(String word) {
        String complaint = complaint(word);
        if (complaint != null) {
            throw new IllegalArgumentException(complaint);
        }
        return value(word);
    }

    void require(long value) {
        if (!isWithin(value)) {
            throw new IllegalArgumentException(complaint(Long.toString(value)));
        }
    }
}
