package kmemcg.property;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.sync.Handle;

/**
 * What the invariants must know of the program that ran, since memory alone does not tell it.
 *
 * @param mayExceedLimits whether charges were forced or limits lowered, so that usage above a limit proves nothing
 * @param mayBeUncharged whether memory was made scarce, so that an accounted object may have gone uncharged
 * @param mayLoseCaches whether caches were destroyed, perhaps with objects in them, so that a group may have lost the one it had
 * @param oneAtATime whether nothing ran at the same time as anything else, deferred work included
 * @param processes all processes, each with a css reference on its group
 * @param handles all names for objects and pages, in the program's order
 * @param births for each name that something was allocated or charged under, how
 */
public record Facts(
        boolean mayExceedLimits,
        boolean mayBeUncharged,
        boolean mayLoseCaches,
        boolean oneAtATime,
        List<Process> processes,
        List<? extends Handle<?>> handles,
        Map<String, Birth> births) {
    public Facts {
        processes = List.copyOf(processes);
        handles = List.copyOf(handles);
        births = Map.copyOf(births);
    }

    /**
     * An allocation.
     *
     * @param group that of the process
     */
    public record Birth(MemCgroup group, Set<AllocFlag> flags) {
        public Birth {
            flags = Set.copyOf(flags);
        }
    }
}
