package kmemcg.property.reference;

import java.util.Set;
import kmemcg.program.Operation;
import kmemcg.program.Result;

/**
 * What must an operation answer, and what must the accounts say after it, if operations run one at a time? A design's accounting as plain
 * sequential Java, by the names of a program. It is exact: whatever it does not predict, a design must not do.
 */
public interface ReferenceModel {
    /** A process of the program. */
    Actor actor(int cpu, String group);

    /** Takes one step of the program; what it must answer. */
    Result run(Actor actor, Operation operation);

    /** Groups whose memory is there; good after {@code settle}. */
    Set<String> groups();

    /** What can be seen now. */
    Accounts accounts();
}
