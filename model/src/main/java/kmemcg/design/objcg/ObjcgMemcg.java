package kmemcg.design.objcg;

import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageCounter;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** A group of this design: its own obj_cgroup while it is online, and those it has inherited from removed children. */
public class ObjcgMemcg extends MemCgroup {
    private final Ref<ObjCgroup> objcg;
    private final Ref<PVector<ObjCgroup>> inherited;

    protected ObjcgMemcg(
            Machine machine,
            Task task,
            Birth birth,
            @Nullable MemCgroup parent,
            @Nullable PageCounter counterParent,
            CgroupCore core) {
        super(machine, task, birth, parent, counterParent, core);
        this.objcg = birth.ref("objcg", null);
        this.inherited = birth.ref("objcg_list", TreePVector.empty());
    }

    /** The group as this design knows it. */
    public static ObjcgMemcg of(MemCgroup memcg) {
        return (ObjcgMemcg) memcg;
    }

    /** {@code memcg->objcg}: null at the root and from offline on. */
    public final Ref<ObjCgroup> objcg() {
        return objcg;
    }

    /** {@code memcg->objcg_list}; plain, under {@code objcg_lock}. */
    final Ref<PVector<ObjCgroup>> inherited() {
        return inherited;
    }

    /** {@code memcg->objcg}, for validators. */
    public final @Nullable ObjCgroup peekObjcg() {
        return objcg.peek();
    }

    /** An obj_cgroup that the group keeps a reference on until it is freed, for validators; null if it keeps none. */
    public @Nullable ObjCgroup peekOriginal() {
        return null;
    }

    /** {@code memcg->objcg_list}, for validators. */
    public final PVector<ObjCgroup> peekInherited() {
        PVector<ObjCgroup> now = inherited.peek();
        return now == null ? TreePVector.empty() : now;
    }
}
