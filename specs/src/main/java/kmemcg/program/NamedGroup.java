package kmemcg.program;

import java.util.function.Function;
import java.util.function.Predicate;
import kmemcg.machine.Cells;
import kmemcg.machine.Held;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * A group's name in a program, as a directory is in the kernel: a use pins the group by a css reference for as long as it
 * takes and no longer, so that the program's end or another thread's {@code rmdir} never finds it held.
 *
 * <p>Why that is safe: whoever removes the group takes it out of the name while it still holds its own pin, so the group's
 * last grace period begins afterwards; a reader that found the group in the name is inside a section that this grace period
 * waits for.
 */
final class NamedGroup {
    private final Ref<MemCgroup> cell;

    /**
     * The name of a group.
     *
     * @param memcg null if the program makes it later
     */
    NamedGroup(Cells cells, String name, @Nullable MemCgroup memcg) {
        this.cell = cells.ref("group " + name, memcg);
    }

    void bind(MemCgroup memcg) {
        cell.rcuAssign(memcg);
    }

    /** What the use answers; {@link Result#SKIPPED} if the group is not there. */
    Result use(Task task, Function<MemCgroup, Result> use) {
        MemCgroup memcg = pin(task);
        if (memcg == null) {
            return Result.SKIPPED;
        }
        Result result = use.apply(memcg);
        memcg.css().put(task);
        return result;
    }

    private @Nullable MemCgroup pin(Task task) {
        try (Held section = task.rcuReadLock()) {
            MemCgroup memcg = cell.rcuDereference();
            return memcg != null && memcg.css().tryGet(task) ? memcg : null;
        }
    }

    /** Removes the group, and the name with it. */
    Result remove(Task task, Predicate<MemCgroup> removal) {
        return use(task, memcg -> {
            boolean removed = removal.test(memcg);
            if (removed) {
                cell.xchg(null);
            }
            return Result.okIf(removed, Result.EBUSY);
        });
    }
}
