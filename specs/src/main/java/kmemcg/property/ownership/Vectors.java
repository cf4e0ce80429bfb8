package kmemcg.property.ownership;

import kmemcg.design.ownership.OwnerVector;
import kmemcg.property.StateCheck.Report;

/** Part of invariant 8: each vector of owners is that of a page. */
final class Vectors {
    private Vectors() {}

    static void checkUse(OwnershipState<?> state, Report report) {
        long vectors = state.live(OwnerVector.class).size();
        long inUse = state.slabs().stream()
                .filter(slab -> slab.peekMemcgData() != null)
                .count();
        report.unless(vectors == inUse, "vector without a page", "%d vectors, %d pages use one", vectors, inUse);
    }
}
