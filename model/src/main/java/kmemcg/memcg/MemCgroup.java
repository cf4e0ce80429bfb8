package kmemcg.memcg;

import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.PerCpuCount;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * {@code struct mem_cgroup}: one group. Designs extend it with what they keep per group.
 *
 * <p>A child holds a css reference on its parent, so the parent pointer stays good as long as the child does.
 */
public class MemCgroup extends KernelObject {
    /** {@code kmemcg_id} of the root, and of a group whose lists have gone to the root. */
    public static final long ROOT_ID = -1;

    private final Css css;
    private final Removal removal;
    private final Ref<MemCgroup> parent;
    private final Ref<PVector<MemCgroup>> children;
    private final PageCounter memory;
    private final PerCpuCount kernelPages;
    private final Word kmemcgId;
    private final Word shrinkerMap;

    /**
     * An allocated group.
     *
     * @param counterParent the counter that every charge goes on to; null if this one is the last
     * @param core by whose rules it lives and dies
     */
    protected MemCgroup(
            Machine machine,
            Task task,
            Birth birth,
            @Nullable MemCgroup parent,
            @Nullable PageCounter counterParent,
            CgroupCore core) {
        super(birth);
        this.css = new Css(machine, task, birth, parent != null, last -> core.cssRelease(last, this));
        this.removal = new Removal(birth, this, core);
        this.parent = birth.ref("parent", parent);
        this.children = birth.ref("children", TreePVector.empty());
        this.memory = core.newCounter(birth, counterParent);
        this.kernelPages = birth.perCpuCount("vmstats_percpu.kernel");
        this.kmemcgId = birth.word("kmemcg_id", ROOT_ID);
        this.shrinkerMap = birth.word("shrinker_map", 0);
    }

    public final Css css() {
        return css;
    }

    final Removal removal() {
        return removal;
    }

    /** {@code parent_mem_cgroup}: null at the root. */
    public final @Nullable MemCgroup parent() {
        return parent.readOnce();
    }

    /** {@code mem_cgroup_is_root}. */
    public final boolean isRoot() {
        return parent.readOnce() == null;
    }

    /** {@code mem_cgroup_is_descendant}: whether the root of a subtree is this group or above it. */
    public final boolean isIn(MemCgroup subtree) {
        for (MemCgroup at = this; at != null; at = at.parent()) {
            if (at == subtree) {
                return true;
            }
        }
        return false;
    }

    /** {@code mem_cgroup_from_counter}: this group, or the one above it, whose counter this is. */
    public final MemCgroup levelOf(PageCounter counter) {
        MemCgroup at = this;
        for (MemCgroup above = at.parent(); above != null && at.memory != counter; above = at.parent()) {
            at = above;
        }
        return at;
    }

    /** Children whose css is not yet released, oldest first; changed under {@code cgroup_mutex}, read under RCU. */
    final Ref<PVector<MemCgroup>> children() {
        return children;
    }

    /** {@code memcg->memory}. */
    public final PageCounter memory() {
        return memory;
    }

    /**
     * {@code MEMCG_KMEM} as {@code mod_memcg_state} keeps it: pages charged for kernel objects to this group itself, counted on each
     * CPU. What the kernel's flushing adds up for the groups above is left to readers.
     */
    public final PerCpuCount kernelPages() {
        return kernelPages;
    }

    /** {@code memcg->kmemcg_id}: under which the group's list_lru lists are found; its parent's once it has been removed. */
    public final Word kmemcgId() {
        return kmemcgId;
    }

    /** {@code shrinker_info->map}: a bit for each shrinker that may have something to free here. */
    public final Word shrinkerMap() {
        return shrinkerMap;
    }

    /** {@code MEMCG_KMEM} of this group and all below it, as if it were flushed; for validators. */
    public final long peekKernelPages() {
        long own = kernelPages.peek();
        return own
                + peekChildren().stream().mapToLong(MemCgroup::peekKernelPages).sum();
    }

    /** The parent; for validators. */
    public final @Nullable MemCgroup peekParent() {
        return parent.peek();
    }

    /** Children whose css is not yet released; for validators. */
    public final PVector<MemCgroup> peekChildren() {
        PVector<MemCgroup> now = children.peek();
        return now == null ? TreePVector.empty() : now;
    }
}
