package kmemcg.property.caches;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kmemcg.design.reparent.CountedCache;
import kmemcg.design.reparent.ReparentDesign;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Counted;
import kmemcg.property.Facts;
import kmemcg.property.Holders;
import kmemcg.property.Remnant;
import kmemcg.property.Statistic;
import kmemcg.property.Strength;

/** The same where a cache holds its group and counts its pages. */
final class CountedCacheState extends CacheOwnerState {
    private final List<CountedCache> children;

    CountedCacheState(ReparentDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
        this.children = live(CountedCache.class);
    }

    @Override
    public List<Statistic> statistics() {
        return groups().stream()
                .<Statistic>map(group -> new SlabStatistic(this, group))
                .toList();
    }

    @Override
    public Stream<Counted> referenceCounts() {
        return Stream.concat(
                super.referenceCounts(),
                children.stream().map(child -> new Counted(child, child.peekReferences(), holders(child))));
    }

    private List<String> holders(CountedCache child) {
        Holders holders = new Holders().addIf(!child.peekDying(), "itself");
        slabs().forEach(slab -> holders.addIf(slab.cache() == child, slab.name()));
        return holders.names();
    }

    @Override
    void addHolders(MemCgroup group, Holders holders) {
        children.forEach(child -> holders.addIf(child.peekMemcg() == group, child.name()));
    }

    @Override
    public Stream<Remnant> remnants() {
        List<Remnant> remnants = new ArrayList<>();
        children.stream().filter(CountedCache::peekDying).forEach(child -> {
            boolean isUsed = slabs().stream().anyMatch(slab -> slab.cache() == child);
            remnants.add(new Remnant(
                    isUsed ? Strength.EMPTY : Strength.QUIESCENT, "cache without pages is not freed", child.name()));
        });
        return Stream.concat(super.remnants(), remnants.stream());
    }
}
