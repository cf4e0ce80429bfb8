package kmemcg.engine.explorer;

import kmemcg.memcg.MemCgroup;
import kmemcg.program.Operation;
import kmemcg.program.Result;
import kmemcg.property.contract.Call;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a thread that has ended.
 *
 * @param thread the label of its segment
 * @param home the group that the process was in when its segment began
 * @param group that of the process when it began
 * @param begin how many events the thread had before it
 * @param end how many it had after it
 */
record Answered(
        String thread,
        String home,
        Operation operation,
        Result result,
        @Nullable MemCgroup group,
        int begin,
        int end) {
    /**
     * Where others must be through to have come before it. An operation that did nothing in memory has no first event of its own: it
     * takes place where the one before it ended, for those before and those behind it alike.
     */
    int entry() {
        return begin == end ? begin - 1 : begin;
    }

    /** What is to be told of it apart from its place. */
    Call call() {
        return new Call(thread, home, operation, result);
    }
}
