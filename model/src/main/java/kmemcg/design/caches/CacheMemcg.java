package kmemcg.design.caches;

import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** A group of these designs: whether caches may be made for it, and those it has. */
public class CacheMemcg extends MemCgroup {
    /** {@code KMEM_NONE}: no caches yet. */
    static final long NONE = 0;

    /** {@code KMEM_ALLOCATED}: was online; no cache is made any more. */
    static final long ALLOCATED = 1;

    /** {@code KMEM_ONLINE}. */
    static final long ONLINE = 2;

    private final Word kmemState;
    private final Ref<PVector<MemcgCache>> kmemCaches;

    /** An allocated group without caches. */
    protected CacheMemcg(Machine machine, Task task, Birth birth, @Nullable MemCgroup parent, CgroupCore core) {
        super(machine, task, birth, parent, parent == null ? null : parent.memory(), core);
        this.kmemState = birth.word("kmem_state", NONE);
        this.kmemCaches = birth.ref("kmem_caches", TreePVector.empty());
    }

    /** The group as these designs know it. */
    public static CacheMemcg of(MemCgroup memcg) {
        return (CacheMemcg) memcg;
    }

    /** {@code memcg->kmem_state}. */
    public final Word kmemState() {
        return kmemState;
    }

    /** {@code memcg->kmem_caches}: the caches that serve it, in designs that list them; plain, under {@code slab_mutex}. */
    public final PVector<MemcgCache> kmemCaches() {
        PVector<MemcgCache> now = kmemCaches.readPlain();
        return now == null ? TreePVector.empty() : now;
    }

    /** Changes {@link #kmemCaches}. */
    public final void setKmemCaches(PVector<MemcgCache> now) {
        kmemCaches.writePlain(now);
    }

    /** The caches that serve it, for validators. */
    public final PVector<MemcgCache> peekKmemCaches() {
        PVector<MemcgCache> now = kmemCaches.peek();
        return now == null ? TreePVector.empty() : now;
    }

    /** Whether caches may be made for it, for validators. */
    public final boolean peekKmemOnline() {
        return kmemState.peek() == ONLINE;
    }
}
