package kmemcg.explore;

import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of what pointers hold, by their texts. What a pointer holds never changes its text, and mostly it is what it was in
 * the execution before, so that the last few are remembered.
 */
final class ObjectMarks {
    private static final int SIZE = 1 << 10;

    private final @Nullable Object[] objects = new Object[SIZE];
    private final Fingerprint.Value[] marks = new Fingerprint.Value[SIZE];

    @SuppressWarnings("ReferenceEquality") // another object with the same text only costs time
    Fingerprint.Value of(Object object) {
        int at = System.identityHashCode(object) & (SIZE - 1);
        if (objects[at] != object) {
            objects[at] = object;
            marks[at] = Fingerprint.of(object.toString());
        }
        return marks[at];
    }
}
