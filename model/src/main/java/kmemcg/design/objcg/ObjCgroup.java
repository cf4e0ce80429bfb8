package kmemcg.design.objcg;

import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.MemCgroup;
import kmemcg.sync.PercpuRef;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct obj_cgroup}: the owner that objects name. It is small and can outlive its group: it names the group by a
 * pointer without a reference, which offline turns to the parent before the group can go.
 */
public final class ObjCgroup extends KernelObject {
    private final PercpuRef refcnt;
    private final Ref<MemCgroup> memcg;
    private final Word chargedBytes;

    ObjCgroup(Machine machine, Task task, Birth birth, Released released) {
        super(birth);
        this.refcnt = new PercpuRef(machine, task, birth, "refcnt", last -> released.call(last, this));
        this.memcg = birth.ref("memcg", null);
        this.chargedBytes = birth.word("nr_charged_bytes", 0);
    }

    /** {@code objcg->refcnt}. */
    public PercpuRef refcnt() {
        return refcnt;
    }

    /** {@code objcg->memcg}: no reference goes with it. */
    public Ref<MemCgroup> memcg() {
        return memcg;
    }

    /** {@code objcg->nr_charged_bytes}: charged, but neither in an object nor in a stock. */
    Word chargedBytes() {
        return chargedBytes;
    }

    /** {@code objcg->memcg}, for validators. */
    public @Nullable MemCgroup peekMemcg() {
        return memcg.peek();
    }

    /** {@code objcg->nr_charged_bytes}, for validators. */
    public long peekChargedBytes() {
        return chargedBytes.peek();
    }

    /** References held, for validators. */
    public long peekReferences() {
        return refcnt.peek();
    }

    /** Whether offline has dropped the group's own reference, for validators. */
    public boolean peekDying() {
        return refcnt.peekDying();
    }

    /** Called with the last reference. */
    @FunctionalInterface
    interface Released {
        void call(Task task, ObjCgroup objcg);
    }
}
