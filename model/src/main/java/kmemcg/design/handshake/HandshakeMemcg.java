package kmemcg.design.handshake;

import kmemcg.design.caches.CacheMemcg;
import kmemcg.machine.Birth;
import kmemcg.machine.Machine;
import kmemcg.machine.Mutex;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.ResCounter;
import org.jspecify.annotations.Nullable;

/** A group whose kernel memory is counted by a res_counter, and whose charges may hold a reference on it. */
public final class HandshakeMemcg extends CacheMemcg {
    /** {@code KMEM_ACCOUNTED_DEAD}: the charges hold a css reference; whoever clears the flag has to put it. */
    static final long DEAD = 1;

    private final ResCounter kmem;
    private final Word kmemAccountFlags;
    private final Mutex slabCachesMutex;

    HandshakeMemcg(Machine machine, Task task, Birth birth, @Nullable MemCgroup parent, CgroupCore core) {
        super(machine, task, birth, parent, core);
        this.kmem = new ResCounter(birth, "kmem", parent == null ? null : of(parent).kmem);
        this.kmemAccountFlags = birth.word("kmem_account_flags", 0);
        this.slabCachesMutex = birth.mutex("slab_caches_mutex");
    }

    /** The group as these designs know it. */
    public static HandshakeMemcg of(MemCgroup memcg) {
        return (HandshakeMemcg) memcg;
    }

    /** {@code memcg->kmem}. */
    public ResCounter kmem() {
        return kmem;
    }

    /** {@code memcg->kmem_account_flags}, of which there is only {@link #DEAD} here. */
    public Word kmemAccountFlags() {
        return kmemAccountFlags;
    }

    /** {@code memcg->slab_caches_mutex}: the list of its caches, for those who read it. */
    public Mutex slabCachesMutex() {
        return slabCachesMutex;
    }

    /** Whether its charges hold it, for validators. */
    public boolean peekDead() {
        return kmemAccountFlags.peek() != 0;
    }
}
