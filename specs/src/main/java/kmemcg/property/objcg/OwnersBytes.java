package kmemcg.property.objcg;

import kmemcg.design.objcg.ObjCgroup;
import kmemcg.property.StateCheck.Report;

/** Part of invariant 1: an owner's bytes, wherever they are, make whole pages. */
final class OwnersBytes {
    private OwnersBytes() {}

    static void checkWholePages(ObjcgState state, Report report) {
        for (ObjCgroup owner : state.owners()) {
            long bytes = state.chargedBytes(owner);
            report.unless(
                    bytes % state.pageSize() == 0, "owner's bytes are no whole pages", "%s: %d bytes", owner, bytes);
        }
    }
}
