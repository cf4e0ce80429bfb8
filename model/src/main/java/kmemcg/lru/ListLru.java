package kmemcg.lru;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.MemCgroup;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * {@code struct list_lru} with one node: a list per group, found by {@code kmemcg_id}, made on first use together with those
 * of all ancestors; one lock for all lists of the node. Source: Linux 6.1 {@code mm/list_lru.c}.
 *
 * <p>A removed group first takes its parent's id, then its list is spliced onto the parent's. Between the two, a deletion of
 * an item on the old list lowers the parent's count, which may so fall below zero for a moment; the kernel accepts that.
 *
 * <p>Deviation: an add announces the list it really used. 6.1 sets the bit of the group it looked up first, which during the
 * window above is the dying one (entry add-sets-bit-on-wrong-memcg of the catalogue).
 */
public class ListLru {
    private final SpinLock lock;
    private final SpinLock xaLock;
    private final Ref<PMap<Long, ListLruOne>> lists;
    private final Ref<PVector<Link>> links;
    private final Word total;
    private final ListLruOne rootList;
    private final Machine machine;
    private final ShrinkerMaps shrinkers;
    private final BiFunction<Task, SlabObject, MemCgroup> ownerOf;

    /** @param ownerOf {@code mem_cgroup_from_slab_obj}: the group an item belongs to now */
    public ListLru(
            Machine machine,
            Task boot,
            MemCgroup root,
            ShrinkerMaps shrinkers,
            BiFunction<Task, SlabObject, MemCgroup> ownerOf) {
        this.machine = machine;
        this.shrinkers = shrinkers;
        this.ownerOf = ownerOf;
        this.lock = machine.spinLock("nlru.lock");
        this.xaLock = machine.spinLock("lru.xa_lock");
        this.lists = machine.ref("lru.xa", TreePMap.empty());
        this.links = machine.ref("nlru.links", TreePVector.empty());
        this.total = machine.word("nlru.nr_items", 0);
        this.rootList = boot.allocate("list_lru root", birth -> new ListLruOne(birth, root));
    }

    /** {@code list_lru_add}: links the item on the list of its group; false if it is linked already. */
    public boolean add(Task task, SlabObject item) {
        try (Held held = lock.lock(task)) {
            return !isLinked(item) && link(task, item, owner(task, item));
        }
    }

    /** The node's lock. */
    protected final SpinLock lock() {
        return lock;
    }

    /** Where lists are announced. */
    protected final ShrinkerMaps shrinkers() {
        return shrinkers;
    }

    /** With the node's lock held. */
    protected static boolean isLinked(SlabObject item) {
        return item.linked().readPlain() != 0;
    }

    /** The group an item belongs to now: good under the node's lock, without which its list cannot be moved away. */
    protected final MemCgroup owner(Task task, SlabObject item) {
        return ownerOf.apply(task, item);
    }

    /** With the node's lock held, puts an item that is not linked on the list of a group; true. */
    protected final boolean link(Task task, SlabObject item, MemCgroup memcg) {
        ListLruOne list = listOf(memcg);
        links.writePlain(links().plus(new Link(item, list)));
        item.linked().writePlain(1);
        if (count(list, 1) == 1) {
            announce(task, memcg, list);
        }
        return true;
    }

    /** Sets the bit that makes reclaim look at a list that was empty. */
    protected void announce(Task task, MemCgroup lookedUp, ListLruOne list) {
        shrinkers.set(task, list.owner());
    }

    /** {@code list_lru_del}: unlinks the item, whatever list it is on; false if it is on none. */
    public boolean del(Task task, SlabObject item) {
        try (Held held = lock.lock(task)) {
            if (!isLinked(item)) {
                return false;
            }
            unlink(item);
            count(listOf(owner(task, item)), -1);
            return true;
        }
    }

    private void unlink(SlabObject item) {
        PVector<Link> now = links();
        for (Link link : now) {
            if (link.item() == item) {
                links.writePlain(now.minus(link));
            }
        }
        item.linked().writePlain(0);
    }

    private long count(ListLruOne list, long delta) {
        long now = list.items().readOnce() + delta;
        list.items().writeOnce(now);
        total.writeOnce(total.readOnce() + delta);
        return now;
    }

    /** {@code list_lru_count_one}: items of a group's list, without a lock; never below zero. */
    public long countOne(Task task, MemCgroup memcg) {
        try (Held section = task.rcuReadLock()) {
            ListLruOne list = find(memcg.kmemcgId().readOnce());
            return list == null ? 0 : Math.max(0, list.items().readOnce());
        }
    }

    /** {@code list_lru_walk_one} with an isolate function that takes what nobody is using; the items are the caller's. */
    public List<SlabObject> isolate(Task task, MemCgroup memcg) {
        List<SlabObject> isolated = new ArrayList<>();
        try (Held held = lock.lock(task)) {
            ListLruOne list = find(memcg.kmemcgId().readOnce());
            for (Link link : links()) {
                if (link.list() == list && link.item().handle().take(link.item())) {
                    unlink(link.item());
                    count(list, -1);
                    isolated.add(link.item());
                }
            }
        }
        return isolated;
    }

    /**
     * {@code memcg_list_lru_alloc}: makes the lists of a group and of all its ancestors; false if memory could not be had.
     * The caller holds a css reference.
     */
    public boolean prepare(Task task, MemCgroup memcg) {
        List<MemCgroup> missing = new ArrayList<>();
        for (MemCgroup at = memcg; at != null && find(at.kmemcgId().readOnce()) == null; at = at.parent()) {
            missing.add(0, at);
        }
        for (MemCgroup group : missing) {
            ListLruOne list = task.tryAllocate("list_lru " + group.name(), birth -> new ListLruOne(birth, group));
            if (list == null) {
                return false;
            }
            install(task, group, list);
        }
        return true;
    }

    /** The id is read again under the lock: meanwhile the group may have been removed, or another may have been faster. */
    private void install(Task task, MemCgroup group, ListLruOne list) {
        try (Held held = xaLock.lock(task)) {
            long id = idForInstall(group);
            if (find(id) == null) {
                lists.rcuAssign(lists().plus(id, list));
                return;
            }
        }
        task.free(list);
    }

    /** The id under which a new list is stored. */
    protected long idForInstall(MemCgroup group) {
        return group.kmemcgId().readOnce();
    }

    /** {@code memcg_reparent_list_lru}: moves a removed group's items to its parent; its id names the parent by now. */
    public void reparent(Task task, long removedId, MemCgroup parent) {
        try (Held held = lock.lock(task)) {
            ListLruOne source = find(removedId);
            if (source != null) {
                splice(task, source, listOf(parent));
            }
        }
        ListLruOne gone;
        try (Held held = xaLock.lock(task)) {
            gone = lists().get(removedId);
            lists.rcuAssign(lists().minus(removedId));
        }
        if (gone != null) {
            machine.rcu().call(task, "kvfree " + gone, later -> later.free(gone));
        }
    }

    /** {@code memcg_reparent_list_lru_node}. */
    protected void splice(Task task, ListLruOne source, ListLruOne target) {
        PVector<Link> now = links();
        for (int i = 0; i < now.size(); i++) {
            Link link = now.get(i);
            if (link.list() == source) {
                now = now.with(i, new Link(link.item(), target));
            }
        }
        links.writePlain(now);
        long moved = source.items().readOnce();
        if (moved != 0) {
            long before = target.items().readOnce();
            target.items().writeOnce(before + moved);
            announceMoved(task, target.owner(), before);
            source.items().writeOnce(0);
        }
    }

    /**
     * Sets the bit of the group that items were moved to, whatever it counted before: that may be wrong for a moment.
     *
     * @param before what its list counted, without the items that have come
     */
    protected void announceMoved(Task task, MemCgroup target, long before) {
        shrinkers.set(task, target);
    }

    private ListLruOne listOf(MemCgroup memcg) {
        ListLruOne list = find(memcg.kmemcgId().readOnce());
        if (list == null) {
            throw new NullPointerException("no list_lru_one for " + memcg);
        }
        return list;
    }

    private @Nullable ListLruOne find(long id) {
        return id == MemCgroup.ROOT_ID ? rootList : lists().get(id);
    }

    private PMap<Long, ListLruOne> lists() {
        PMap<Long, ListLruOne> now = lists.rcuDereference();
        return now == null ? TreePMap.empty() : now;
    }

    private PVector<Link> links() {
        PVector<Link> now = links.readPlain();
        return now == null ? TreePVector.empty() : now;
    }

    /** All linked items, for validators. */
    public PVector<Link> peekLinks() {
        PVector<Link> now = links.peek();
        return now == null ? TreePVector.empty() : now;
    }

    /** All lists by id, for validators; the root's is not among them. */
    public PMap<Long, ListLruOne> peekLists() {
        PMap<Long, ListLruOne> now = lists.peek();
        return now == null ? TreePMap.empty() : now;
    }

    /** The root's list, for validators. */
    public ListLruOne peekRootList() {
        return rootList;
    }

    /** The node's count, for validators. */
    public long peekTotal() {
        return total.peek();
    }
}
