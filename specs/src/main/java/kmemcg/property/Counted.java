package kmemcg.property;

import java.util.List;
import kmemcg.machine.KernelObject;

/**
 * A reference count.
 *
 * @param object what is counted
 * @param references what the count says
 * @param holders all that hold one, one by one
 */
public record Counted(KernelObject object, long references, List<String> holders) {
    public Counted {
        holders = List.copyOf(holders);
    }
}
