package kmemcg.memcg;

import java.util.List;
import kmemcg.machine.Birth;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Mutex;
import kmemcg.machine.Task;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/**
 * The life of a group: mkdir, rmdir, and the chain that follows it. Source: Linux 6.1 {@code kernel/cgroup/cgroup.c}.
 *
 * <pre>
 * rmdir           [cgroup_mutex] mark dying, kill the reference count
 *   grace period  css_killed_ref_fn: children all offline?
 *     work        css_killed_work_fn: [cgroup_mutex] css_offline, drop the killer's reference
 * last put        css_release
 *     work        css_release_work_fn: [cgroup_mutex] unlink, css_released
 *   grace period  css_free_rwork_fn
 *     work        css_free, put the parent
 * </pre>
 */
public abstract class CgroupCore {
    protected final Machine machine;
    protected final Geometry geometry;
    private final Mutex cgroupMutex;
    private final WorkQueue destroyQueue;

    protected CgroupCore(Machine machine, Geometry geometry) {
        this.machine = machine;
        this.geometry = geometry;
        this.cgroupMutex = machine.mutex("cgroup_mutex");
        this.destroyQueue = machine.workQueue("cgroup_destroy", 1);
    }

    /** {@code css_alloc}: memory for a group, or null. */
    protected abstract @Nullable MemCgroup cssAlloc(Task task, String name, @Nullable MemCgroup parent);

    /** Of {@code css_alloc}: {@code memcg->memory} of a new group. */
    protected PageCounter newCounter(Birth birth, @Nullable PageCounter parent) {
        return new PageCounter(birth, "memory", parent);
    }

    /** {@code css_online}: makes the group usable; false if memory for it could not be had. */
    protected abstract boolean cssOnline(Task task, MemCgroup memcg);

    /** {@code css_offline}: hands everything that can outlive the group to its parent. */
    protected abstract void cssOffline(Task task, MemCgroup memcg);

    /** {@code css_released}: the last reference is gone and the group unlinked; whoever still points to it must stop. */
    protected void cssReleased(Task task, MemCgroup memcg) {}

    /** {@code css_free}: gives the memory back; nobody can find the group any more. */
    protected abstract void cssFree(Task task, MemCgroup memcg);

    /** The root group, online. */
    protected final MemCgroup bootRoot(Task task) {
        MemCgroup root = cssAlloc(task, "memcg root", null);
        if (root == null || !cssOnline(task, root)) {
            throw new IllegalStateException("no memory for the root group");
        }
        markOnline(root);
        return root;
    }

    /** {@code cgroup_mkdir}: null if the parent is dying or memory could not be had. */
    public @Nullable MemCgroup mkdir(Task task, String name, MemCgroup parent) {
        try (Held held = cgroupMutex.lock(task)) {
            if (parent.css().has(Css.DYING)) {
                return null;
            }
            parent.css().get(task);
            MemCgroup memcg = cssAlloc(task, "memcg " + name, parent);
            if (memcg == null) {
                parent.css().put(task);
                return null;
            }
            return online(task, memcg, parent) ? memcg : null;
        }
    }

    private boolean online(Task task, MemCgroup memcg, MemCgroup parent) {
        parent.children().rcuAssign(childrenOf(parent).plus(memcg));
        if (!cssOnline(task, memcg)) {
            parent.children().rcuAssign(childrenOf(parent).minus(memcg));
            freeAfterGracePeriod(task, memcg);
            return false;
        }
        markOnline(memcg);
        parent.css().onlineCount().addReturnRelaxed(1);
        return true;
    }

    private static void markOnline(MemCgroup memcg) {
        memcg.css().onlineCount().addReturnRelaxed(1);
        memcg.css().flags().orRelaxed(Css.ONLINE);
    }

    /**
     * {@code cgroup_rmdir}: false if the group is dying already or has children that are not.
     *
     * @param clearDir {@code css_clear_dir}: takes the group's files and its name away, once nothing keeps the group any more
     */
    public boolean rmdir(Task task, MemCgroup memcg, Runnable clearDir) {
        try (Held held = cgroupMutex.lock(task)) {
            if (memcg.css().has(Css.DYING) || hasLiveChildren(memcg)) {
                return false;
            }
            clearDir.run();
            killCss(task, memcg);
            return true;
        }
    }

    private static boolean hasLiveChildren(MemCgroup memcg) {
        return childrenOf(memcg).stream().anyMatch(child -> !child.css().has(Css.DYING));
    }

    /** {@code kill_css}: after a grace period no {@code css_tryget_online} succeeds on any CPU. */
    protected void killCss(Task task, MemCgroup memcg) {
        memcg.css().flags().orRelaxed(Css.DYING);
        memcg.css().get(task);
        memcg.css().refcnt().kill(task, confirm -> killedRef(confirm, memcg));
    }

    private void killedRef(Task task, MemCgroup memcg) {
        if (mayGoOffline(memcg)) {
            queue(task, memcg.removal().killed());
        }
    }

    /** Of {@code css_killed_ref_fn}: whether all below a group are offline; if not, the last of them takes the group along. */
    protected boolean mayGoOffline(MemCgroup memcg) {
        return memcg.css().onlineCount().addReturn(-1) == 0;
    }

    /** {@code css_killed_work_fn}. */
    final void killedWork(Task task, MemCgroup killed) {
        try (Held held = cgroupMutex.lock(task)) {
            MemCgroup memcg = killed;
            do {
                MemCgroup parent = memcg.parent();
                offlineCss(task, memcg);
                memcg.css().put(task);
                memcg = parent;
            } while (memcg != null && memcg.css().onlineCount().addReturn(-1) == 0);
        }
    }

    private void offlineCss(Task task, MemCgroup memcg) {
        if (memcg.css().has(Css.ONLINE)) {
            cssOffline(task, memcg);
            memcg.css().flags().andRelaxed(~Css.ONLINE);
            memcg.css().flags().fetchOr(Css.OFFLINE);
        }
    }

    /** Waits until {@code css_offline} of a removed group has returned. */
    public void awaitOffline(Task task, MemCgroup memcg) {
        task.await(memcg.css().flags(), flags -> (flags & Css.OFFLINE) != 0);
    }

    /** {@code css_release}: the last reference is gone; in any context. */
    final void cssRelease(Task task, MemCgroup memcg) {
        queue(task, memcg.removal().released());
    }

    /** {@code css_release_work_fn}. */
    final void releaseWork(Task task, MemCgroup memcg) {
        try (Held held = cgroupMutex.lock(task)) {
            memcg.css().flags().orRelaxed(Css.RELEASED);
            MemCgroup parent = memcg.parent();
            if (parent != null) {
                flushStatistics(task, memcg, parent);
                parent.children().rcuAssign(childrenOf(parent).minus(memcg));
            }
            cssReleased(task, memcg);
        }
        freeAfterGracePeriod(task, memcg);
    }

    /** {@code cgroup_rstat_flush}, the last one: what is left in the group's statistic is the parent's. */
    protected void flushStatistics(Task task, MemCgroup memcg, MemCgroup parent) {
        parent.kernelPages().add(task, memcg.kernelPages().take());
    }

    private void freeAfterGracePeriod(Task task, MemCgroup memcg) {
        machine.rcu()
                .call(
                        task,
                        "css_free " + memcg,
                        later -> queue(later, memcg.removal().free()));
    }

    /** {@code css_free_rwork_fn}. */
    final void freeWork(Task task, MemCgroup memcg) {
        MemCgroup parent = memcg.parent();
        memcg.css().refcnt().exit(task);
        cssFree(task, memcg);
        if (parent != null) {
            parent.css().put(task);
        }
    }

    private void queue(Task task, Work step) {
        destroyQueue.queueOn(task, task.cpu(), step);
    }

    /** Children whose css is not yet released, oldest first. */
    protected static PVector<MemCgroup> childrenOf(MemCgroup memcg) {
        PVector<MemCgroup> children = memcg.children().rcuDereference();
        if (children == null) {
            throw new IllegalStateException(memcg + " has no list of children");
        }
        return children;
    }

    /** The children that are not gone yet, each with a reference that the caller has to put. */
    protected static List<MemCgroup> pinnedChildren(Task task, MemCgroup memcg) {
        try (Held section = task.rcuReadLock()) {
            return childrenOf(memcg).stream()
                    .filter(child -> child.css().tryGet(task))
                    .toList();
        }
    }

    /** A removed group and all below it take the parent's {@code kmemcg_id}. */
    protected static void switchIds(Task task, MemCgroup memcg, long id) {
        try (Held section = task.rcuReadLock()) {
            switchIds(memcg, id);
        }
    }

    private static void switchIds(MemCgroup memcg, long id) {
        memcg.kmemcgId().writeOnce(id);
        childrenOf(memcg).forEach(child -> switchIds(child, id));
    }

    /** A process in the root group. */
    public final Process newProcess(String name, MemCgroup root) {
        return new Process(machine, name, root);
    }

    /** {@code get_mem_cgroup_from_task}, {@code get_mem_cgroup_from_mm}: with a css reference, the group that the process is in. */
    protected MemCgroup getMemCgroupFromMm(Task task, Process process) {
        try (Held section = task.rcuReadLock()) {
            return task.retry(() -> {
                MemCgroup memcg = process.memcg();
                return memcg.css().tryGet(task) ? memcg : null;
            });
        }
    }

    /** {@code cgroup_attach_task}: false if the group is being removed. */
    public boolean attach(Task task, Process process, MemCgroup memcg) {
        try (Held held = cgroupMutex.lock(task)) {
            if (memcg.css().has(Css.DYING)) {
                return false;
            }
            memcg.css().get(task);
            MemCgroup old = process.cell().xchg(memcg);
            if (old != null) {
                old.css().put(task);
            }
            return true;
        }
    }
}
