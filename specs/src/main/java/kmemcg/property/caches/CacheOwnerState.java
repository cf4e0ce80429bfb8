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
import kmemcg.property.Naming;
import kmemcg.property.Remnant;
import kmemcg.property.Strength;
import kmemcg.slab.Slab;
import org.jspecify.annotations.Nullable;

/** Each cache names the group that its pages are charged to, which is its parent once that is removed, and counts its pages. */
final class CacheOwnerState extends CachesState {
    private final List<CountedCache> children;

    CacheOwnerState(ReparentDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
        this.children = live(CountedCache.class);
    }

    @Override
    @Nullable
    MemCgroup payerOf(Slab slab) {
        return slab.cache() instanceof CountedCache child ? child.peekMemcg() : null;
    }

    @Override
    public Stream<Naming> namings() {
        return children.stream().map(child -> new Naming(child, child.peekMemcg()));
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
    boolean mayStay(MemCgroup removed) {
        return false;
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
