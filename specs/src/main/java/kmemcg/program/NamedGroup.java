package kmemcg.program;

import java.util.function.Function;
import kmemcg.design.KmemDesign;
import kmemcg.machine.Cells;
import kmemcg.machine.Held;
import kmemcg.machine.Mutex;
import kmemcg.machine.Ref;
import kmemcg.machine.RwSemaphore;
import kmemcg.machine.Task;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * A group's name in a program, as a directory with files is in the kernel. Its files are used under an active reference, for
 * which removal waits; what the kernel does with the group by itself is done under a css reference, and removal may overtake it.
 * Source: Linux 6.1 {@code fs/kernfs/dir.c}, {@code kernel/cgroup/cgroup.c} {@code kill_css}, {@code fs/namei.c} {@code do_rmdir}.
 *
 * <p>Why a reader that holds nothing may follow the name: whoever removes the group takes the name away before the group is
 * killed, so the group's last grace period begins afterwards, and waits for the reader's section. Whoever removes it holds the
 * lock without which nobody else does.
 */
final class NamedGroup {
    private final Ref<MemCgroup> cell;
    private final Mutex inodeLock;
    private final RwSemaphore active;

    /**
     * The name of a group.
     *
     * @param memcg null if the program makes it later
     */
    NamedGroup(Cells cells, String name, @Nullable MemCgroup memcg) {
        this.cell = cells.ref("group " + name, memcg);
        this.inodeLock = cells.mutex("inode " + name);
        this.active = cells.rwSemaphore("kn->active " + name);
    }

    void bind(MemCgroup memcg) {
        cell.rcuAssign(memcg);
    }

    /** Reads or writes one of the group's files; {@link Result#SKIPPED} if the group is not there. */
    Result file(Task task, Function<MemCgroup, Result> use) {
        try (Held held = active.lockRead(task)) {
            MemCgroup memcg = cell.readOnce();
            return memcg == null ? Result.SKIPPED : use.apply(memcg);
        }
    }

    /** Does something with the group under a css reference; {@link Result#SKIPPED} if the group is not there. */
    Result pinned(Task task, Function<MemCgroup, Result> use) {
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

    /** {@code rmdir}: removes the group, and the name with it. */
    Result remove(Task task, KmemDesign design) {
        try (Held held = inodeLock.lock(task)) {
            MemCgroup memcg = cell.readOnce();
            return memcg == null
                    ? Result.SKIPPED
                    : Result.okIf(design.rmdir(task, memcg, () -> clear(task)), Result.EBUSY);
        }
    }

    /** Removes the group, and waits until it is offline. */
    Result removeAndAwait(Task task, KmemDesign design) {
        return pinned(task, memcg -> {
            Result result = remove(task, design);
            if (result.equals(Result.OK)) {
                design.awaitOffline(task, memcg);
            }
            return result;
        });
    }

    /** {@code css_clear_dir}: waits for whoever is in one of the files. */
    private void clear(Task task) {
        try (Held held = active.lockWrite(task)) {
            cell.storeRelease(null);
        }
    }
}
