package kmemcg.property;

import kmemcg.machine.Invariant;
import org.jspecify.annotations.Nullable;

/** One invariant, as far as it can be seen in a state. */
public interface StateCheck {
    /** What it is a part of. */
    Invariant invariant();

    /** Reports what is broken, as strictly as the strength allows. */
    void check(State state, Strength strength, Report report);

    /** Where a check says what is broken. */
    @FunctionalInterface
    interface Report {
        void broken(String kind, String message);

        /** Reports unless a condition holds. */
        @SuppressWarnings("AnnotateFormatMethod") // that would cost a dependency
        default void unless(boolean holds, String kind, String message, @Nullable Object... arguments) {
            if (!holds) {
                broken(kind, String.format(message, arguments));
            }
        }
    }
}
