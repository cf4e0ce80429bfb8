package kmemcg.property.caches;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kmemcg.design.caches.MemcgCachesDesign;
import kmemcg.machine.KernelObject;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.Facts;
import kmemcg.property.Holders;
import kmemcg.slab.Slab;
import org.jspecify.annotations.Nullable;

/** Each page names the group that it is charged to, and holds a reference on it as long as it is there. */
class PageOwnerState extends CachesState {
    PageOwnerState(MemcgCachesDesign design, List<KernelObject> live, Facts facts) {
        super(design, live, facts);
    }

    @Override
    @Nullable
    final MemCgroup payerOf(Slab slab) {
        return (MemCgroup) slab.peekMemcgData();
    }

    /** A page stays charged to a removed group; what a process allocates in one is charged to the parent. */
    @Override
    public final Set<MemCgroup> payers(MemCgroup born) {
        Set<MemCgroup> payers = new LinkedHashSet<>(List.of(born));
        MemCgroup at = born;
        for (MemCgroup above = at.peekParent(); above != null && isRemoved(at); above = at.peekParent()) {
            payers.add(above);
            at = above;
        }
        return payers;
    }

    @Override
    void addHolders(MemCgroup group, Holders holders) {
        slabs().forEach(slab -> holders.addIf(slab.peekMemcgData() == group, slab.name()));
    }

    /** Its pages hold it, and those of the groups below. */
    @Override
    final boolean mayStay(MemCgroup removed) {
        return chargedIn(removed).anyMatch(slab -> slab.peekInUse() > 0);
    }
}
