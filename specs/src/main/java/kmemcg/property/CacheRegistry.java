package kmemcg.property;

import kmemcg.design.objcg.OwnerVector;
import kmemcg.machine.Invariant;
import kmemcg.slab.KmemCache;
import kmemcg.slab.Slab;

/**
 * Invariant 8. Registered caches are alive; a page belongs to one of them, is on its list, and counts the objects that are on
 * it; a page without objects is gone.
 */
final class CacheRegistry implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.CACHE_REGISTRY;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (!strength.atLeast(Strength.QUIESCENT)) {
            return;
        }
        for (KmemCache cache : state.design().slab().peekCaches()) {
            report.unless(!cache.birth().isFreed(), "freed cache is registered", "%s", cache);
        }
        state.slabs().forEach(slab -> belongs(state, slab, report));
        long vectors =
                state.live().stream().filter(OwnerVector.class::isInstance).count();
        long inUse = state.slabs().stream()
                .filter(slab -> slab.peekMemcgData() != null)
                .count();
        report.unless(vectors == inUse, "vector without a page", "%d vectors, %d pages use one", vectors, inUse);
    }

    private static void belongs(State state, Slab slab, Report report) {
        boolean registered = state.design().slab().peekCaches().contains(slab.cache());
        report.unless(registered, "page of an unregistered cache", "%s", slab);
        report.unless(slab.cache().peekSlabs().contains(slab), "page on no list", "%s", slab);
        long objects =
                state.objects().stream().filter(object -> object.slab() == slab).count();
        report.unless(
                objects == slab.peekInUse() && objects > 0,
                "page does not count its objects",
                "%s: %d objects, %d slots in use",
                slab,
                objects,
                slab.peekInUse());
    }
}
