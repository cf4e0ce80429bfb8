package kmemcg.design.objcg;

import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageCounter;
import org.jspecify.annotations.Nullable;

/** A group that keeps a reference on its first obj_cgroup until it is freed, although that goes by its parent's name by then. */
public final class OriginalMemcg extends ObjcgMemcg {
    private final Ref<ObjCgroup> original;

    OriginalMemcg(
            Machine machine,
            Task task,
            Birth birth,
            @Nullable MemCgroup parent,
            @Nullable PageCounter counterParent,
            CgroupCore core) {
        super(machine, task, birth, parent, counterParent, core);
        this.original = birth.ref("orig_objcg", null);
    }

    /** The group as this design knows it. */
    public static OriginalMemcg of(MemCgroup memcg) {
        return (OriginalMemcg) memcg;
    }

    /** {@code memcg->orig_objcg}. */
    Ref<ObjCgroup> original() {
        return original;
    }

    @Override
    public @Nullable ObjCgroup peekOriginal() {
        return original.peek();
    }
}
