package kmemcg.machine.jvm;

import org.jspecify.annotations.Nullable;

/**
 * What a step did to one cell.
 *
 * @param cell its name
 * @param isLock whether it is the word behind a lock, which holds 0 if nobody has it
 * @param isRead whether the task can have seen what was there
 * @param isWrite whether the task wrote it, perhaps what was there
 * @param before what was there
 * @param after what is there now
 */
public record CellAccess(
        String cell,
        boolean isLock,
        boolean isRead,
        boolean isWrite,
        @Nullable Object before,
        @Nullable Object after) {}
