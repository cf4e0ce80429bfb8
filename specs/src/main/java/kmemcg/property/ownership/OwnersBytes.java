package kmemcg.property.ownership;

import kmemcg.machine.KernelObject;
import kmemcg.property.StateCheck.Report;

/** Part of invariant 1: an owner's bytes, wherever they are, make whole pages. */
final class OwnersBytes {
    private OwnersBytes() {}

    static <O extends KernelObject> void checkWholePages(OwnershipState<O> state, Report report) {
        for (O owner : state.owners()) {
            long bytes = state.chargedBytes(owner);
            report.unless(
                    bytes % state.pageSize() == 0, "owner's bytes are no whole pages", "%s: %d bytes", owner, bytes);
        }
    }
}
