package kmemcg.property;

import kmemcg.machine.Invariant;

/**
 * Invariant 8. Lookups find caches that are alive, ready and the right ones; a page belongs to a cache that is known, is on its list,
 * and counts the objects that are on it; a page without objects is gone, unless its cache keeps such pages.
 */
final class CacheRegistry implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.CACHE_REGISTRY;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (strength.atLeast(Strength.QUIESCENT)) {
            state.registrations().forEach(registration -> isRight(registration, report));
            state.slabPages().forEach(page -> belongs(page, report));
        }
    }

    private static void isRight(Registration registration, Report report) {
        report.unless(
                !registration.cache().birth().isFreed(),
                "freed cache is registered",
                "%s in %s",
                registration.cache(),
                registration.place());
        report.unless(
                registration.isMatching(),
                "lookup finds a wrong cache",
                "%s in %s",
                registration.cache(),
                registration.place());
    }

    private static void belongs(SlabPage page, Report report) {
        report.unless(page.isKnown(), "page of an unregistered cache", "%s", page.slab());
        report.unless(page.isListed(), "page on no list", "%s", page.slab());
        report.unless(
                page.objects() == page.inUse() && (page.objects() > 0 || page.mayBeEmpty()),
                "page does not count its objects",
                "%s: %d objects, %d slots in use",
                page.slab(),
                page.objects(),
                page.inUse());
    }
}
