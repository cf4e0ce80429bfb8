package kmemcg.design.optout;

import java.util.stream.IntStream;
import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.ResMemcg;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** A group of this design: its split caches by the id of their kind, and the pages that it uses and has not paid for. */
public final class OptoutMemcg extends ResMemcg {
    /** {@code MAX_KMEM_CACHE_TYPES}, which is 300 in the mails: how many caches can be split. */
    static final int MAX_TYPES = 16;

    private final PVector<Ref<SplitCache>> slabs;
    private final Word bypassed;

    OptoutMemcg(Machine machine, Task task, Birth birth, @Nullable MemCgroup parent, CgroupCore core) {
        super(machine, task, birth, parent, core);
        this.slabs = TreePVector.from(IntStream.range(0, MAX_TYPES)
                .mapToObj(id -> birth.<SplitCache>ref("slabs[" + id + "]", null))
                .toList());
        this.bypassed = birth.word("kmem_bypassed", 0);
    }

    /** The group as this design knows it. */
    public static OptoutMemcg of(MemCgroup memcg) {
        return (OptoutMemcg) memcg;
    }

    /** {@code slabs[id]}: read under RCU; filled by cmpxchg, emptied when the group goes. */
    Ref<SplitCache> slab(int id) {
        return slabs.get(id);
    }

    /** {@code kmem_bypassed}: pages whose charge was bypassed, and whose uncharge has to be. */
    Word bypassed() {
        return bypassed;
    }

    /** The split caches, for validators. */
    public PVector<Ref<SplitCache>> peekSlabs() {
        return slabs;
    }

    /** Pages not paid for, for validators. */
    public long peekBypassed() {
        return bypassed.peek();
    }
}
