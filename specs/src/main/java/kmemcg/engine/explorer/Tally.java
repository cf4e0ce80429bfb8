package kmemcg.engine.explorer;

import java.util.concurrent.atomic.LongAdder;

/**
 * How far a search is, counted by its workers and read by whoever looks on.
 *
 * @param executions that were looked at
 * @param programs that are through, in this pass
 */
record Tally(LongAdder executions, LongAdder programs) {
    /** Nothing yet. */
    Tally() {
        this(new LongAdder(), new LongAdder());
    }

    /** Programs come again, but for some that are through for good. */
    void beginPass(long through) {
        programs.reset();
        programs.add(through);
    }
}
