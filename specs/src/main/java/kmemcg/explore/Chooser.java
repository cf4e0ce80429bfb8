package kmemcg.explore;

import java.util.random.RandomGenerator;

/** Which options of a choice an exploration looks at. */
interface Chooser {
    Chooser ALL = (frame, depth) -> {};

    /** One thing after the other: the newest write or, if that is not what is waited for, to wait; the newest place, no revisit. */
    Chooser IN_TURN = (frame, depth) -> frame.only(frame.mayWait() ? frame.count() - 1 : 0);

    /** Before a new choice is made. */
    void choose(Frame frame, int depth);

    /** Follows a path from the root, and looks at everything below its end. */
    static Chooser below(int[] path) {
        return (frame, depth) -> {
            if (depth < path.length) {
                frame.only(path[depth]);
            }
        };
    }

    /** All, in a random order. */
    static Chooser shuffled(RandomGenerator random) {
        return (frame, depth) -> frame.shuffle(random);
    }
}
