package kmemcg.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.Verb;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Segment;
import kmemcg.property.Facts;
import kmemcg.property.State;
import kmemcg.slab.ObjectHandle;
import kmemcg.slab.SlabObject;

/** Collects, while a program runs, what the invariants must know of it. */
public final class ProgramFacts {
    /** For checks in between that need none. */
    public static final Facts NONE = new Facts(true, true, List.of(), List.of(), Map.of());

    private final Program program;
    private final Map<String, Birth> births = new ConcurrentHashMap<>();

    public ProgramFacts(Program program) {
        this.program = program;
    }

    /** An allocation by a process in a group has succeeded. */
    public synchronized void allocated(Operation alloc, MemCgroup group) {
        births.put(String.valueOf(alloc.binds()), new Birth(group, alloc.allocFlags()));
    }

    /** All that is known after the program's last operation. */
    public synchronized Facts facts(State state, List<Process> processes) {
        List<ObjectHandle> handles = new ArrayList<>();
        Map<ObjectHandle, MemCgroup> payers = new HashMap<>();
        for (SlabObject object : state.objects()) {
            handles.add(object.handle());
            Birth birth = births.get(object.handle().toString());
            if (birth != null && birth.isCharged(object)) {
                payers.put(object.handle(), birth.group);
            }
        }
        return new Facts(mayExceedLimits(), has(Verb.FAULT), processes, handles, payers);
    }

    private boolean mayExceedLimits() {
        return has(Verb.LIMIT)
                || operations()
                        .anyMatch(operation -> operation.verb() == Verb.ALLOC
                                && operation.allocFlags().contains(AllocFlag.NOFAIL));
    }

    private boolean has(Verb verb) {
        return operations().anyMatch(operation -> operation.verb() == verb);
    }

    private Stream<Operation> operations() {
        return Stream.of(program.before(), program.threads(), program.after())
                .flatMap(List::stream)
                .map(Segment::operations)
                .flatMap(List::stream);
    }

    private record Birth(MemCgroup group, Set<AllocFlag> flags) {
        boolean isCharged(SlabObject object) {
            boolean isAccounted = object.slab().cache().isAccounted() || flags.contains(AllocFlag.ACCOUNT);
            return isAccounted && !flags.contains(AllocFlag.NOACCOUNT);
        }
    }
}
