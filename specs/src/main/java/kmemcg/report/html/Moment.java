package kmemcg.report.html;

import java.util.List;
import kmemcg.explore.Access;
import org.jspecify.annotations.Nullable;

/**
 * A step as it is shown.
 *
 * @param lane the column, from 0
 * @param who does it
 * @param isFinding whether it is what is wrong
 * @param isShared whether other threads can have to do with it
 * @param access what it does to a cell, null if nothing is known of that
 * @param source the step that wrote what it reads, from 1; 0 if it reads nothing, or what was there before
 * @param lines where in the model it is done, the innermost call first
 */
record Moment(
        int lane,
        String who,
        String text,
        boolean isFinding,
        boolean isShared,
        @Nullable Access access,
        int source,
        List<String> lines) {
    Moment {
        lines = List.copyOf(lines);
    }
}
