package kmemcg.lru;

import java.util.List;
import java.util.function.BiConsumer;
import kmemcg.machine.Task;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.SlabObject;

/**
 * A user of a list_lru, as the dentry cache is one: lists its objects, and frees those that reclaim asks for and nobody is using. Source:
 * Linux 4.9 {@code fs/super.c}, {@code super_cache_scan}; {@code fs/dcache.c}, {@code prune_dcache_sb}.
 */
public final class ListShrinker {
    private final ListLru lru;
    private final ShrinkerMaps shrinkers;
    private final BiConsumer<Task, SlabObject> kmemCacheFree;

    /** @param kmemCacheFree frees an object that is on no list and nobody's any more */
    public ListShrinker(ListLru lru, ShrinkerMaps shrinkers, BiConsumer<Task, SlabObject> kmemCacheFree) {
        this.lru = lru;
        this.shrinkers = shrinkers;
        this.kmemCacheFree = kmemCacheFree;
    }

    /** Lists an object; false if it is listed, was not meant to be, or is not there for the caller. */
    public boolean add(Task task, ObjectHandle handle) {
        return handle.use(object -> object.isForLru() && lru.add(task, object));
    }

    /** Takes an object off its list; false if it is on none, or is not there for the caller. */
    public boolean del(Task task, ObjectHandle handle) {
        return handle.use(object -> lru.del(task, object));
    }

    /** Before an object is freed by its user: off its list, if it may be on one. */
    public void forget(Task task, SlabObject object) {
        if (object.isForLru()) {
            lru.del(task, object);
        }
    }

    /** {@code shrink_slab} for one group: how many objects were freed. */
    public int shrink(Task task, MemCgroup memcg) {
        return shrinkers.shrink(task, memcg, () -> scan(task, memcg));
    }

    private int scan(Task task, MemCgroup memcg) {
        if (lru.countOne(task, memcg) == 0) {
            return ShrinkerMaps.EMPTY;
        }
        List<SlabObject> isolated = lru.isolate(task, memcg);
        isolated.forEach(object -> kmemCacheFree.accept(task, object));
        return isolated.size();
    }
}
