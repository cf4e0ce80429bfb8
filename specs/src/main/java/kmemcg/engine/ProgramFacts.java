package kmemcg.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kmemcg.design.AllocFlag;
import kmemcg.design.Verb;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Result;
import kmemcg.property.Facts;
import kmemcg.property.Facts.Birth;
import kmemcg.sync.Handle;
import org.jspecify.annotations.Nullable;

/** Collects, while a program runs, what the invariants must know of it. */
public final class ProgramFacts {
    /** For checks in between that need none. */
    public static final Facts NONE = new Facts(true, true, true, false, List.of(), List.of(), Map.of());

    private final Program program;
    private final Map<String, Birth> births = new ConcurrentHashMap<>();

    public ProgramFacts(Program program) {
        this.program = program;
    }

    /**
     * An operation has ended.
     *
     * @param group that of its process when it began
     */
    public synchronized void ended(Operation operation, Result answer, @Nullable MemCgroup group) {
        String charged = operation.charged();
        if (charged != null && answer.equals(Result.OK) && group != null) {
            births.put(charged, new Birth(group, operation.allocFlags()));
        }
    }

    /** All that is known after the program's last operation. */
    public synchronized Facts facts(List<Process> processes, List<? extends Handle<?>> handles) {
        return new Facts(
                mayExceedLimits(),
                program.has(Verb.FAULT),
                program.has(Verb.DESTROY_CACHE),
                isOneAtATime(),
                processes,
                handles,
                births);
    }

    /** Work on other CPUs and what follows a removal run beside the one thread. */
    private boolean isOneAtATime() {
        return program.threads().size() <= 1
                && program.world().cpus() == 1
                && !program.has(Verb.RMDIR)
                && !program.has(Verb.OFFLINE);
    }

    private boolean mayExceedLimits() {
        return program.has(Verb.LIMIT)
                || program.operations()
                        .anyMatch(operation -> operation.verb() == Verb.ALLOC
                                && operation.allocFlags().contains(AllocFlag.NOFAIL));
    }
}
