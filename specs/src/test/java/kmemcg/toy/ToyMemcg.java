package kmemcg.toy;

import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageCounter;
import org.jspecify.annotations.Nullable;

/** A group that keeps nothing but its counter. */
final class ToyMemcg extends MemCgroup {
    ToyMemcg(
            Machine machine,
            Task task,
            Birth birth,
            @Nullable MemCgroup parent,
            @Nullable PageCounter counterParent,
            CgroupCore core) {
        super(machine, task, birth, parent, counterParent, core);
    }
}
