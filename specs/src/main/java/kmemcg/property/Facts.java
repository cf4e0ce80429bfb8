package kmemcg.property;

import java.util.List;
import java.util.Map;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.ObjectHandle;

/**
 * What the invariants must know of the program that ran, since memory alone does not tell it.
 *
 * @param mayExceedLimits whether charges were forced or limits lowered, so that usage above a limit proves nothing
 * @param mayBeUncharged whether memory was made scarce, so that an accounted object may have gone uncharged
 * @param processes all processes, each with a css reference on its group
 * @param handles all names for objects
 * @param births for each name that was filled by an accounted allocation, the group that had to pay
 */
public record Facts(
        boolean mayExceedLimits,
        boolean mayBeUncharged,
        List<Process> processes,
        List<ObjectHandle> handles,
        Map<ObjectHandle, MemCgroup> births) {
    public Facts {
        processes = List.copyOf(processes);
        handles = List.copyOf(handles);
        births = Map.copyOf(births);
    }
}
