package kmemcg.design.handshake;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kmemcg.design.Verb;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.MemcgCache;
import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Mutex;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The same, and removed groups that are still there are listed, so that memory pressure can take the empty pages away that keep them.
 * Source: Vladimir Davydov, 5 February 2014: "kmemcg shrinkers", v15, patches 11 and 13 of 13.
 *
 * <p>To shrink the root group is the pressure event ({@code vmpressure}); of other groups nothing is shrunk.
 *
 * <p>Deviations: the walk keeps the lock of the caches that it shrinks, where the proposal drops it, and leaves alone what is being destroyed; and there is no list_lru, so the loop
 * of shrinkers at offline, which goes on while they free more than ten objects, has nothing to free.
 */
public class DanglingDesign extends HandshakeDesign {
    private final Mutex danglingMutex;
    private final Ref<PVector<MemCgroup>> dangling;

    public DanglingDesign(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.danglingMutex = machine.mutex("dangling_memcgs_mutex");
        this.dangling = machine.ref("dangling_memcgs", TreePVector.empty());
    }

    @Override
    public Set<Verb> vocabulary() {
        Set<Verb> words = EnumSet.of(Verb.SHRINK);
        words.addAll(super.vocabulary());
        return words;
    }

    /** Offline: the group dangles from here on. */
    @Override
    protected void memcgDeactivateKmemCaches(Task task, CacheMemcg memcg, CacheMemcg parent) {
        super.memcgDeactivateKmemCaches(task, memcg, parent);
        try (Held held = danglingMutex.lock(task)) {
            dangling.writePlain(danglingMemcgs().plus(memcg));
        }
    }

    /** Of {@code css_free}: before the memory of the group goes. */
    @Override
    protected void memcgDestroyKmemCaches(Task task, CacheMemcg memcg) {
        try (Held held = danglingMutex.lock(task)) {
            dangling.writePlain(danglingMemcgs().minus(memcg));
        }
        super.memcgDestroyKmemCaches(task, memcg);
    }

    private PVector<MemCgroup> danglingMemcgs() {
        PVector<MemCgroup> now = dangling.readPlain();
        return now == null ? TreePVector.empty() : now;
    }

    /** The pressure event; no object is freed. */
    @Override
    public final int shrink(Task task, MemCgroup memcg) {
        if (memcg.isRoot()) {
            try (Held held = danglingMutex.lock(task)) {
                danglingMemcgs().forEach(dead -> shrinkCaches(task, CacheMemcg.of(dead)));
            }
        }
        return 0;
    }

    /** Every cache of a removed group; under the mutex of the dangling list. */
    protected void shrinkCaches(Task task, CacheMemcg dead) {
        try (Held held = caches().lock(task)) {
            for (MemcgCache child : shrinkable(dead)) {
                pages().shrink(task, child);
            }
        }
    }

    /**
     * The caches of a removed group but those whose root cache is being destroyed, and they with it: nothing is to end them besides. Under
     * {@code slab_mutex}.
     */
    protected final List<MemcgCache> shrinkable(CacheMemcg dead) {
        return dead.kmemCaches().stream()
                .filter(child -> !isDying(child.rootCache()))
                .toList();
    }

    /** The removed groups that are listed, for validators. */
    public final PVector<MemCgroup> peekDangling() {
        PVector<MemCgroup> now = dangling.peek();
        return now == null ? TreePVector.empty() : now;
    }
}
