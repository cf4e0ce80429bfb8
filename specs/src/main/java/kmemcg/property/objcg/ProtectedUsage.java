package kmemcg.property.objcg;

import java.util.List;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageCounter;
import kmemcg.memcg.ProtectedCounter;
import kmemcg.property.StateCheck.Report;

/** Part of invariant 1: what a group has been told of protected usage below it is what its children protect. */
final class ProtectedUsage {
    private ProtectedUsage() {}

    static void check(List<MemCgroup> groups, Report report) {
        for (MemCgroup group : groups) {
            if (group.memory() instanceof ProtectedCounter counter) {
                long told = counter.peekChildrenLowUsage();
                long covered = group.peekChildren().stream()
                        .mapToLong(child -> covered(child.memory()))
                        .sum();
                report.unless(
                        told == covered,
                        "protected usage is not that of the children",
                        "%s: %d pages, children protect %d",
                        group,
                        told,
                        covered);
            }
        }
    }

    private static long covered(PageCounter counter) {
        return counter instanceof ProtectedCounter covering ? covering.peekProtected() : 0;
    }
}
