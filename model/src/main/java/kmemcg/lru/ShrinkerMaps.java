package kmemcg.lru;

import java.util.function.IntSupplier;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.MemCgroup;

/**
 * The bitmap that announces a group's lists to reclaim, and the walk over it. Source: Linux 6.1 {@code mm/vmscan.c},
 * {@code set_shrinker_bit}, {@code shrink_slab_memcg}.
 *
 * <p>Shaped as store buffering: an add links, then sets; reclaim clears, then counts again. With a full fence on both sides
 * at least one of them sees the other. A bit is never cleared because a list became empty, only because a shrinker said so.
 *
 * <p>A shrinker has its bit from its allocation on, and is called only once it is registered: a bit that is met in between must
 * stay.
 *
 * <p>Deviation: one shrinker, one node; the map is a word that never grows. The shrinker is never unregistered, so nothing keeps
 * it while it is called.
 */
public class ShrinkerMaps {
    /** {@code SHRINK_EMPTY}: what a shrinker answers that has nothing to free. */
    public static final int EMPTY = -1;

    /** The bit of the one shrinker. */
    static final long BIT = 1;

    private final Word registered;

    /** The map of a shrinker that is registered. */
    public ShrinkerMaps(Machine machine) {
        this.registered = machine.word("shrinker.registered", 1);
    }

    /** Takes back the registration that nobody has made use of yet: what is left is {@code shrinker_alloc}. */
    public void beginUnregistered() {
        registered.writePlain(0);
    }

    /** {@code shrinker_register}. */
    public void register() {
        registered.storeRelease(1);
    }

    private boolean isRegistered() {
        return registered.loadAcquire() != 0;
    }

    /** {@code set_shrinker_bit}; the root has no map, it is always looked at. */
    public void set(Task task, MemCgroup memcg) {
        if (memcg.isRoot()) {
            return;
        }
        fenceBeforeSet(task);
        memcg.shrinkerMap().orRelaxed(BIT);
    }

    /** {@code smp_mb__before_atomic}: the link is visible before the bit. */
    protected void fenceBeforeSet(Task task) {
        task.smpMb();
    }

    /** {@code smp_mb__after_atomic}: the cleared bit is visible before the second count. */
    protected void fenceAfterClear(Task task) {
        task.smpMb();
    }

    /**
     * {@code shrink_slab_memcg}.
     *
     * @param shrinker counts, frees what it can and says how many; {@link #EMPTY} if there is nothing
     * @return objects freed
     */
    public int shrink(Task task, MemCgroup memcg, IntSupplier shrinker) {
        if (memcg.isRoot()) {
            return isRegistered() ? Math.max(0, shrinker.getAsInt()) : 0;
        }
        if (!memcg.css().isOnline() || (memcg.shrinkerMap().readOnce() & BIT) == 0) {
            return 0;
        }
        if (!isRegistered()) {
            meetUnregistered(memcg);
            return 0;
        }
        int freed = shrinker.getAsInt();
        return freed == EMPTY ? clearAndLookAgain(task, memcg, shrinker) : freed;
    }

    /** What becomes of the bit of a shrinker that is being registered: nothing. */
    protected void meetUnregistered(MemCgroup memcg) {}

    private int clearAndLookAgain(Task task, MemCgroup memcg, IntSupplier shrinker) {
        clear(memcg);
        fenceAfterClear(task);
        int freed = recount(shrinker);
        if (freed == EMPTY) {
            return 0;
        }
        try (Held section = task.rcuReadLock()) {
            set(task, memcg);
        }
        return freed;
    }

    /** {@code clear_bit}. */
    protected static void clear(MemCgroup memcg) {
        memcg.shrinkerMap().andRelaxed(~BIT);
    }

    /** The second look, which finds what was linked before the bit was cleared. */
    protected int recount(IntSupplier shrinker) {
        return shrinker.getAsInt();
    }

    /** Whether reclaim would look at the group, for validators. */
    public boolean peekLooksAt(MemCgroup memcg) {
        return peekAnnounced(memcg);
    }

    /** Whether the group's bit is set, which the root does not need, for validators. */
    public static boolean peekAnnounced(MemCgroup memcg) {
        return memcg.peekParent() == null || (memcg.shrinkerMap().peek() & BIT) != 0;
    }
}
