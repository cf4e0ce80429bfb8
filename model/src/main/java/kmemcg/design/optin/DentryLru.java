package kmemcg.design.optin;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.slab.ChainedSlab;
import kmemcg.slab.SlabObject;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * What the shrinkers of registered caches can free: for each group and cache a list, all under one lock ({@code dcache_lru_lock}). The
 * list is in the slot that an object remembers; a group that is removed hands its lists to its parent.
 *
 * <p>Deviation: the lists stand in one sequence, each item with its list, and their lengths are not kept apart.
 */
public final class DentryLru {
    private final SpinLock lock;
    private final Ref<PVector<Item>> items;

    DentryLru(Machine machine) {
        this.lock = machine.spinLock("dcache_lru_lock");
        this.items = machine.ref("dentry_lru", TreePVector.empty());
    }

    /**
     * An object on a list.
     *
     * @param list whose list: a copy of a cache stands for the group's slot
     */
    public record Item(SlabObject object, MemcgCache list) {}

    /** Links an object on the list of the cache that its page belongs to now; false if it is linked already. */
    boolean add(Task task, SlabObject object) {
        try (Held section = task.rcuReadLock();
                Held held = lock.lock(task)) {
            PVector<Item> now = items();
            if (now.stream().anyMatch(item -> item.object() == object)) {
                return false;
            }
            MemcgCache list = (MemcgCache) ((ChainedSlab) object.slab()).owner().heir();
            items.writePlain(now.plus(new Item(object, list)));
            return true;
        }
    }

    /** Unlinks an object; false if it is on no list. */
    boolean del(Task task, SlabObject object) {
        try (Held held = lock.lock(task)) {
            return unlink(object);
        }
    }

    private boolean unlink(SlabObject object) {
        PVector<Item> now = items();
        for (Item item : now) {
            if (item.object() == object) {
                items.writePlain(now.minus(item));
                return true;
            }
        }
        return false;
    }

    /** Takes what nobody is using off the lists of a group, null for the root; the objects are the caller's. */
    List<SlabObject> isolate(Task task, @Nullable OptinMemcg memcg) {
        List<SlabObject> isolated = new ArrayList<>();
        try (Held held = lock.lock(task)) {
            for (Item item : items()) {
                SlabObject object = item.object();
                if (item.list().memcg() == memcg && object.handle().take(object)) {
                    unlink(object);
                    isolated.add(object);
                }
            }
        }
        return isolated;
    }

    /** Hands a list over. Whoever adds to it later finds the cache chained. */
    void reparent(Task task, MemcgCache from, MemcgCache to) {
        try (Held held = lock.lock(task)) {
            PVector<Item> now = items();
            for (int i = 0; i < now.size(); i++) {
                if (now.get(i).list() == from) {
                    now = now.with(i, new Item(now.get(i).object(), to));
                }
            }
            items.writePlain(now);
        }
    }

    private PVector<Item> items() {
        PVector<Item> now = items.readPlain();
        return now == null ? TreePVector.empty() : now;
    }

    /** All items, for validators. */
    public PVector<Item> peekItems() {
        PVector<Item> now = items.peek();
        return now == null ? TreePVector.empty() : now;
    }
}
