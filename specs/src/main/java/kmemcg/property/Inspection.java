package kmemcg.property;

import java.util.List;
import java.util.Objects;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Task;
import kmemcg.slab.ObjectHandle;

/** How one booted system is looked at, and brought to rest. */
public interface Inspection {
    /** The system. */
    KmemDesign design();

    /**
     * Its memory now.
     *
     * @param live every kernel object that was born and not freed, in the order of birth
     * @param facts what the program tells in addition
     */
    State state(List<KernelObject> live, Facts facts);

    /** Gives back all that the program has allocated and not freed. */
    default void freeAll(Task task, Facts facts) {
        if (design().vocabulary().contains(Verb.FREE)) {
            facts.handles().stream()
                    .filter(handle -> Objects.nonNull(handle.peek()))
                    .filter(ObjectHandle.class::isInstance)
                    .map(ObjectHandle.class::cast)
                    .forEach(handle -> design().free(task, handle));
        }
    }
}
