package kmemcg.explore;

/** Leaves model code in the middle. Never recorded, never shown; only its kind matters. */
@SuppressWarnings("StaticAssignmentOfThrowable") // without a stack trace there is nothing to go stale
final class Unwind extends Error {
    private static final long serialVersionUID = 1;

    /** The thread waits: others go on. */
    static final Unwind WAITS = new Unwind("waits");

    /** The execution is given up: it goes on in another way. */
    static final Unwind DROPPED = new Unwind("dropped");

    /** The search goes no deeper. */
    static final Unwind CUT = new Unwind("cut");

    /** Something was found: the exploration ends. */
    static final Unwind FOUND = new Unwind("found");

    private Unwind(String why) {
        super(why, null, false, false);
    }
}
