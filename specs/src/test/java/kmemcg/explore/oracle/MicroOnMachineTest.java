package kmemcg.explore.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
import org.junit.jupiter.api.Test;

/** Programs as model code on the real machine, one thread after the other: each does what the oracle says it may. */
class MicroOnMachineTest {
    private static final long SEED = 20_261_120;

    private int ended;
    private int misused;
    private int waitedForEver;

    @Test
    void threadsOneByOne_stayWithinTheOracle() {
        MicroGenerator generator = new MicroGenerator(SEED);
        for (int number = 0; number < 1000; number++) {
            runOneByOne(generator.next());
        }
        assertThat(List.of(ended, misused, waitedForEver)).containsExactly(732, 42, 226);
    }

    private void runOneByOne(MicroProgram program) {
        JvmMachine machine = JvmMachine.sequential(1);
        MicroOnMachine model = new MicroOnMachine(program, machine, machine.task("setup", 0));
        List<List<Long>> results = new ArrayList<>();
        IntStream.range(0, program.threads().size()).forEach(thread -> run(machine, model, thread, results));
        judge(program, machine.findings(), new Outcome(results, memory(model)));
    }

    @SuppressWarnings("unchecked")
    private static void run(JvmMachine machine, MicroOnMachine model, int thread, List<List<Long>> results) {
        Task task = machine.task("T" + thread, 0);
        machine.run(task, () -> results.add((List<Long>) model.thread(thread).apply(task)));
    }

    private static SortedMap<String, Long> memory(MicroOnMachine model) {
        SortedMap<String, Long> memory = new TreeMap<>();
        model.words().forEach((name, word) -> memory.put(name, word.peek()));
        return memory;
    }

    private void judge(MicroProgram program, List<Finding> findings, Outcome outcome) {
        Behaviours sc = Interleavings.of(program);
        String seen = "seed %d\n%s\n%s %s".formatted(SEED, program, findings, outcome);
        if (findings.isEmpty()) {
            assertThat(sc.outcomes()).as(seen).contains(outcome);
            ended++;
        } else if (findings.get(0).broken() == Invariant.NO_ACCESS_AFTER_FREE) {
            assertThat(sc.hazards()).as(seen).isNotEmpty();
            misused++;
        } else {
            assertThat(program.uses(MicroOp.Kind.AWAIT)).as(seen).isTrue();
            waitedForEver++;
        }
    }
}
