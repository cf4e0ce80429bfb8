package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kmemcg.explore.oracle.MicroGenerator;
import kmemcg.explore.oracle.MicroOnMachine;
import kmemcg.explore.oracle.MicroProgram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Does an interleaving keep the order, and has it really the fewest switches? Against all sequences of random small executions. */
final class InterleavingTest {
    private static final long SEED = 20_261_120;
    private static final int PROGRAMS = 300;
    private static final int EXECUTIONS_OF_EACH = 20;

    private final Map<Integer, Integer> seen = new HashMap<>();

    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void randomExecutions_haveTheFewestSwitches(MemoryModel model) {
        MicroGenerator generator = new MicroGenerator(SEED);
        for (int number = 0; number < PROGRAMS; number++) {
            check(generator.next(), model);
        }
        System.out.printf("%s, seed %d: executions by switches %s%n", model, SEED, seen);
        assertThat(seen.keySet()).contains(1, 2, 3, 4);
    }

    private void check(MicroProgram program, MemoryModel model) {
        ExplorerMachine machine = new ExplorerMachine(1, model);
        List<MicroOnMachine> made = new ArrayList<>();
        var setup = machine.task("setup", 0);
        machine.run(setup, () -> made.add(new MicroOnMachine(program, machine, setup)));
        List<ProgramThread> threads = IntStream.range(0, program.threads().size())
                .mapToObj(thread -> new ProgramThread(
                        "T" + thread, 0, task -> made.get(0).thread(thread).apply(task)))
                .toList();
        Explorer explorer = new Explorer(machine);
        explorer.begin(threads, Chooser.ALL);
        int left = EXECUTIONS_OF_EACH;
        do {
            Explorer.Leaf leaf = machine.exploring(explorer, explorer::advance);
            if (leaf == Explorer.Leaf.FOUND) {
                check(program, machine, explorer, explorer.runner().current());
                return;
            }
            if (leaf == Explorer.Leaf.COMPLETE || leaf == Explorer.Leaf.DEADLOCKED) {
                check(program, machine, explorer, -1);
                left--;
            }
        } while (left > 0 && explorer.backtrack());
    }

    private void check(MicroProgram program, ExplorerMachine machine, Explorer explorer, int finder) {
        List<Unit> units = Units.of(machine, explorer.graph(), finder);
        Interleaving fewest = Interleaving.of(machine, explorer);
        assertThat(fewest.isFewest()).as(program.toString()).isTrue();
        assertThat(fewest.switches()).as(program.toString()).isEqualTo(new AllSequences(units).fewestSwitches());
        assertThat(Interleaving.of(machine, explorer)).isEqualTo(fewest);
        checkOrder(explorer.graph(), fewest.units(), finder < 0, program);
        Interleaving greedy = Interleaving.of(units, 0);
        assertThat(greedy.isFewest()).isFalse();
        assertThat(greedy.switches()).isGreaterThanOrEqualTo(fewest.switches());
        checkOrder(explorer.graph(), greedy.units(), finder < 0, program);
        seen.merge(fewest.switches(), 1, Integer::sum);
    }

    /** Every event once, but no waits that were over or that a finding cut short; each after all that the memory model puts before it. */
    private static void checkOrder(Graph graph, List<Unit> units, boolean withWaits, MicroProgram program) {
        List<Integer> sequence = new ArrayList<>();
        for (Unit unit : units) {
            if (unit.first() != Unit.FINDING) {
                sequence.add(unit.first());
            }
            if (unit.isRmw()) {
                sequence.add(unit.last());
            }
        }
        assertThat(sequence)
                .as(program.toString())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, graph.events)
                        .filter(event -> !graph.kind[event].isWait() || (withWaits && graph.next[event] < 0))
                        .boxed()
                        .toList());
        for (int late = 0; late < sequence.size(); late++) {
            for (int early = 0; early < late; early++) {
                assertThat(graph.order.has(sequence.get(early), sequence.get(late)))
                        .as(program.toString())
                        .isFalse();
            }
        }
    }

    /** Every sequence of units one by one, those with the same past and the same last thread taken together. */
    private static final class AllSequences {
        private final List<Unit> units;
        private final Map<List<Object>, Integer> known = new HashMap<>();

        AllSequences(List<Unit> units) {
            this.units = units;
        }

        int fewestSwitches() {
            return fewest(new BitSet(), -1);
        }

        private int fewest(BitSet done, int thread) {
            List<Object> state = List.of(done, thread);
            Integer before = known.get(state);
            if (before != null) {
                return before;
            }
            int fewest = done.cardinality() == units.size() ? 0 : Integer.MAX_VALUE;
            for (int at = 0; at < units.size(); at++) {
                Unit unit = units.get(at);
                if (!done.get(at) && unit.isReady(done)) {
                    BitSet next = (BitSet) done.clone();
                    next.set(at);
                    int isSwitch = thread >= 0 && unit.thread() != thread ? 1 : 0;
                    fewest = Math.min(fewest, isSwitch + fewest(next, unit.thread()));
                }
            }
            known.put(state, fewest);
            return fewest;
        }
    }
}
