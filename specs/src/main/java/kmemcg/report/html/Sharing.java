package kmemcg.report.html;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kmemcg.explore.Access;
import kmemcg.explore.Access.Kind;
import kmemcg.explore.RecordedStep;

/**
 * Which steps are worth showing first: those that can have to do with others, on a cell that several threads access and one writes, and those
 * on no cell. In a sequence, where nobody interferes, those that change something.
 */
final class Sharing {
    private final Map<String, Set<String>> threads = new HashMap<>();
    private final Set<String> written = new HashSet<>();

    private final boolean isSequence;

    private Sharing(boolean isSequence) {
        this.isSequence = isSequence;
    }

    /** @param isSequence whether each operation ran to its end before the next began */
    static Sharing of(List<RecordedStep> steps, boolean isSequence) {
        Sharing sharing = new Sharing(isSequence);
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
            return step.isFinding() || !isFrame(step.text());
        }
        return isSequence ? changes(access) : isShared(access);
    }

    /** Whether it only says where something begins or ends; in a sequence nobody waits for that. */
    private boolean isFrame(String text) {
        boolean isOfThread = text.equals("begins") || text.equals("ends");
        return isOfThread || (isSequence && (text.startsWith("enters ") || text.startsWith("leaves ")));
    }

    private static boolean changes(Access access) {
        return access.isWrite()
                && !access.before().equals(access.after())
                && access.kind() != Kind.LOCK
                && access.kind() != Kind.BOOKKEEPING;
    }

    private boolean isShared(Access access) {
        return access.kind() != Kind.BOOKKEEPING
                && written.contains(access.cell())
                && threads.getOrDefault(access.cell(), Set.of()).size() > 1;
    }
}
