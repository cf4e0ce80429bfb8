package kmemcg.report.html;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kmemcg.explore.Access;
import kmemcg.explore.Access.Kind;
import kmemcg.explore.RecordedStep;

/** Which steps can have to do with others: those on a cell that several threads access and one writes, and those on no cell. */
final class Sharing {
    private final Map<String, Set<String>> threads = new HashMap<>();
    private final Set<String> written = new HashSet<>();

    private Sharing() {}

    static Sharing of(List<RecordedStep> steps) {
        Sharing sharing = new Sharing();
        steps.forEach(sharing::add);
        return sharing;
    }

    private void add(RecordedStep step) {
        Access access = step.access();
        if (access != null) {
            threads.computeIfAbsent(access.cell(), cell -> new HashSet<>()).add(step.thread());
            if (access.isWrite()) {
                written.add(access.cell());
            }
        }
    }

    boolean concernsOthers(RecordedStep step) {
        Access access = step.access();
        if (access == null) {
            return step.isFinding()
                    || !(step.text().equals("begins") || step.text().equals("ends"));
        }
        return access.kind() != Kind.BOOKKEEPING
                && written.contains(access.cell())
                && threads.getOrDefault(access.cell(), Set.of()).size() > 1;
    }
}
