package kmemcg.design.caches;

import java.util.EnumSet;
import java.util.Set;
import kmemcg.design.Verb;
import kmemcg.lru.ListLru;
import kmemcg.lru.ListShrinker;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Machine;
import kmemcg.machine.Rcu;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.SlabObject;

/**
 * A cache and a list for each group and kind: since 4.0 the index of a group's caches is that of its list in a list_lru, too. Source: Linux
 * 4.9 {@code mm/list_lru.c}; 2788cf0c401c ("memcg: reparent list_lrus and free kmemcg_id on css offline").
 *
 * <p>An object does not know its group; its page's cache does. At offline first the ids are switched to the parent's, then the lists of the
 * id that is given up are drained to the parent's, and only then the id is free for another group.
 *
 * <p>Deviations: a group's list is made with the group and freed after the drain, where that era has an array of lists that grows with those of
 * caches and keeps the empty list of an id that is free, so that here a removed group costs an RCU callback more; and charges that meet a
 * limit do not shrink lists, they fail at once.
 */
public abstract class ListedCachesDesign extends MemcgCachesDesign {
    private final ShrinkerMaps shrinkers;
    private final ListLru lru;
    private final ListShrinker listed;

    /** A booted system: a root group with its list, no caches. */
    protected ListedCachesDesign(Machine machine, Geometry geometry, Rcu sched) {
        super(machine, geometry, sched);
        this.shrinkers = newShrinkerMaps();
        this.lru = newListLru(machine.task("boot", 0), root(), shrinkers);
        this.listed = new ListShrinker(lru, shrinkers, (task, object) -> pages().free(task, object));
    }

    /** The announcing bitmaps, of 4.19 and later; called once, by the constructor. */
    protected ShrinkerMaps newShrinkerMaps() {
        return new ShrinkerMaps(machine);
    }

    /** The list_lru; called once, by the constructor. */
    protected ListLru newListLru(Task boot, MemCgroup rootGroup, ShrinkerMaps maps) {
        return new ListLru(machine, boot, rootGroup, maps, (task, object) -> memcgFromSlabPage(object));
    }

    @Override
    public Set<Verb> vocabulary() {
        Set<Verb> words = EnumSet.of(Verb.LRU_ADD, Verb.LRU_DEL, Verb.SHRINK);
        words.addAll(super.vocabulary());
        return words;
    }

    /** {@code memcg_from_slab_page}: the group that the cache of an object's page serves now; the root if it is a root cache. */
    protected MemCgroup memcgFromSlabPage(SlabObject object) {
        CacheMemcg memcg = MemcgCache.of(object.slab().cache()).memcg().readOnce();
        return memcg == null ? root() : memcg;
    }

    /** {@code memcg_update_all_list_lrus}: with the id come the lists; without memory for them the group goes offline again. */
    @Override
    protected boolean memcgOnlineKmem(Task task, CacheMemcg memcg) {
        if (!super.memcgOnlineKmem(task, memcg)) {
            return false;
        }
        if (lru.prepare(task, memcg)) {
            return true;
        }
        cssOffline(task, memcg);
        return false;
    }

    /** {@code memcg_drain_all_list_lrus}: whoever has read the old id has added under the lock, or will read the parent's. */
    @Override
    protected void memcgDrainAllListLrus(Task task, long removed, CacheMemcg parent) {
        lru.reparent(task, removed, parent);
    }

    @Override
    public final boolean lruAdd(Task task, ObjectHandle handle) {
        return listed.add(task, handle);
    }

    @Override
    public final boolean lruDel(Task task, ObjectHandle handle) {
        return listed.del(task, handle);
    }

    @Override
    protected void unlist(Task task, SlabObject object) {
        listed.forget(task, object);
    }

    @Override
    public final int shrink(Task task, MemCgroup memcg) {
        return listed.shrink(task, memcg);
    }

    /** Whether reclaim looks at a group's list, for validators. */
    public final boolean peekLooksAt(MemCgroup memcg) {
        return shrinkers.peekLooksAt(memcg);
    }

    /** The list_lru, for validators. */
    public final ListLru lru() {
        return lru;
    }
}
