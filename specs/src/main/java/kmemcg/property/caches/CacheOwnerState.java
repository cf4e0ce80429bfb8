package kmemcg.property.caches;

import java.util.List;
import java.util.stream.Stream;
import kmemcg.design.caches.MemcgCache;
import kmemcg.design.caches.MemcgCachesDesign;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Facts;
import kmemcg.property.Holders;
import kmemcg.property.Naming;
import kmemcg.slab.Slab;
import org.jspecify.annotations.Nullable;

/** Each cache names the group that its pages are charged to, which is its parent once that is removed. */
class CacheOwnerState extends CachesState {
    CacheOwnerState(MemcgCachesDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
    }

    @Override
    @Nullable
    final MemCgroup payerOf(Slab slab) {
        return MemcgCache.of(slab.cache()).peekMemcg();
    }

    @Override
    public final Stream<Naming> namings() {
        Stream<Naming> ofCaches = liveCaches().stream()
                .filter(cache -> !cache.isRoot())
                .map(child -> new Naming(child, child.peekMemcg()));
        return Stream.concat(super.namings(), ofCaches);
    }

    @Override
    void addHolders(MemCgroup group, Holders holders) {}

    @Override
    final boolean mayStay(MemCgroup removed) {
        return false;
    }
}
