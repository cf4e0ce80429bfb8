package kmemcg.design.optin;

import java.util.stream.IntStream;
import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.ResMemcg;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** A group of this design: a slot for its own copy of each registered cache. */
public final class OptinMemcg extends ResMemcg {
    /** {@code NR_CACHES}: how many caches can be registered. */
    static final int NR_CACHES = 4;

    private final PVector<Ref<MemcgCache>> slots;

    OptinMemcg(Machine machine, Task task, Birth birth, @Nullable MemCgroup parent, CgroupCore core) {
        super(machine, task, birth, parent, core);
        this.slots = TreePVector.from(IntStream.range(0, NR_CACHES)
                .mapToObj(index -> birth.<MemcgCache>ref("kmem_cache[" + index + "]", null))
                .toList());
    }

    /** The group as this design knows it. */
    public static OptinMemcg of(MemCgroup memcg) {
        return (OptinMemcg) memcg;
    }

    /** {@code kmem_cache[index].cache}: set before the group can be found, and not changed until nobody can find it any more. */
    Ref<MemcgCache> slot(int index) {
        return slots.get(index);
    }

    /** The slots, for validators. */
    public PVector<Ref<MemcgCache>> peekSlots() {
        return slots;
    }
}
