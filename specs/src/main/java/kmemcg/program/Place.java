package kmemcg.program;

import java.util.Comparator;
import kmemcg.program.Program.Phase;

/**
 * A place in a program, for whoever wants to point at it.
 *
 * @param part which list of the program
 * @param index which of that list
 * @param operation which operation of a segment, or {@link #WHOLE}
 * @param detail which argument of an operation or which word of another item, or {@link #WHOLE}
 */
record Place(Part part, int index, int operation, int detail) {
    /** The order of the program's text. */
    static final Comparator<Place> ORDER = Comparator.comparing(Place::part)
            .thenComparingInt(Place::index)
            .thenComparingInt(Place::operation)
            .thenComparingInt(Place::detail);

    static final int WHOLE = -1;

    /** Words of a group, a cache, a segment that are places of their own. */
    static final int PARENT = 0;

    static final int LIMIT = 1;
    static final int SIZE = 0;
    static final int CPU = 0;
    static final int GROUP = 1;

    static Place of(Part part, int index) {
        return new Place(part, index, WHOLE, WHOLE);
    }

    static Place of(Part part, int index, int detail) {
        return new Place(part, index, WHOLE, detail);
    }

    static Place of(Phase phase, int segment, int operation) {
        return new Place(Part.of(phase), segment, operation, WHOLE);
    }

    static Place program() {
        return of(Part.DESIGN, 0);
    }

    Place argument(int argument) {
        return new Place(part, index, operation, argument);
    }

    boolean isInOperation() {
        return operation != WHOLE;
    }

    /** The lists of a program, in the order of its text. */
    enum Part {
        DESIGN,
        GROUP,
        CACHE,
        BEFORE,
        THREADS,
        AFTER,
        EXPECTATION;

        static Part of(Phase phase) {
            return switch (phase) {
                case BEFORE -> BEFORE;
                case THREADS -> THREADS;
                case AFTER -> AFTER;
            };
        }

        /** When it runs, if it is a list of segments. */
        Phase phase() {
            return switch (this) {
                case BEFORE -> Phase.BEFORE;
                case THREADS -> Phase.THREADS;
                case AFTER -> Phase.AFTER;
                case DESIGN, GROUP, CACHE, EXPECTATION ->
                    throw new IllegalStateException(this + " is not a list of segments");
            };
        }
    }
}
