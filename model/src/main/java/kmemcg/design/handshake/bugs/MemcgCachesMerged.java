package kmemcg.design.handshake.bugs;

import java.util.Set;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Origin;
import kmemcg.design.caches.CacheMemcg;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.handshake.HandshakeDesign;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.machine.Ref;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.slab.KmemCache;
import org.jspecify.annotations.Nullable;

/**
 * A group's new cache is merged with another of the same group, although their root caches are not one. That a root cache must not be
 * merged its children do not know: of the caches made at boot, only the user count said so.
 *
 * <p>Deviation: caches that refuse to be merged stand for those made at boot.
 */
public final class MemcgCachesMerged extends HandshakeDesign {
    public static final HistoricalBug ENTRY = new HistoricalBug(
            "memcg-caches-merged",
            "dead-handshake",
            Origin.verified(
                    "a44cb9449182",
                    "memcg, slab: never try to merge memcg caches",
                    "3.8 to 3.14, of boot caches",
                    2014),
            """
            dentry and inode are alike and must not be merged. C has a dentry cache.
            T1 allocates an inode in C: the work item finds C's dentry cache fit, and puts it into inode's slot.
            Whoever destroys dentry destroys what inode uses.""",
            Set.of(Invariant.NO_ACCESS_AFTER_FREE, Invariant.CACHE_REGISTRY),
            """
            design  dead-handshake
            world   C < root, cache dentry 4096 account nomerge, cache inode 4096 account nomerge, cpus 1
            T1      cpu0 in C: o = alloc dentry ; p = alloc inode
            """,
            false,
            MemcgCachesMerged::new);

    public MemcgCachesMerged(Machine machine, Geometry geometry) {
        super(machine, geometry);
    }

    @Override
    protected @Nullable MemcgCache createChild(Task task, CacheMemcg memcg, MemcgCache root) {
        MemcgCache alias = findMergeable(memcg, root);
        return alias != null ? alias : super.createChild(task, memcg, root);
    }

    /** {@code find_mergeable} with {@code cache_match_memcg}. */
    private @Nullable MemcgCache findMergeable(CacheMemcg memcg, MemcgCache root) {
        if (root.traits().typesafeByRcu()) {
            return null;
        }
        for (KmemCache cache : caches().all()) {
            MemcgCache child = MemcgCache.of(cache);
            boolean isAlike = child.traits().equals(root.traits().unmergeable());
            if (!child.isRoot() && isAlike && child.memcg().readOnce() == memcg) {
                return child;
            }
        }
        return null;
    }

    /** What was merged is registered already. */
    @Override
    protected void publish(Task task, MemcgCache child, CacheMemcg memcg, Ref<MemcgCache> slot) {
        if (memcg.kmemCaches().contains(child)) {
            slot.rcuAssign(child);
        } else {
            super.publish(task, child, memcg, slot);
        }
    }
}
