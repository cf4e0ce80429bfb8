package kmemcg.explore.oracle;

import static kmemcg.explore.oracle.MicroOp.add;
import static kmemcg.explore.oracle.MicroOp.lock;
import static kmemcg.explore.oracle.MicroOp.read;
import static kmemcg.explore.oracle.MicroOp.unlock;
import static kmemcg.explore.oracle.MicroOp.write;
import static kmemcg.explore.oracle.MicroOp.xchg;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kmemcg.explore.oracle.MicroOp.Kind;
import org.junit.jupiter.api.Test;

/**
 * The oracles against each other, against counts known by hand and against the axiom of sequential consistency. The random
 * programs are the same in each run; how many of them can tell anything is asserted.
 */
class OraclesTest {
    private static final long SEED = 20_261_120;
    private static final Set<Kind> RCU = Set.of(Kind.RCU_LOCK, Kind.SYNC);

    private static void forRandomPrograms(int count, Consumer<MicroProgram> check) {
        MicroGenerator generator = new MicroGenerator(SEED);
        for (int number = 0; number < count; number++) {
            check.accept(generator.next());
        }
    }

    @Test
    void storeBuffers_onlyAdd() {
        int[] added = new int[1];
        forRandomPrograms(2000, program -> {
            Behaviours sc = Interleavings.of(program);
            Behaviours tso = StoreBuffers.of(program);
            assertThat(tso.includes(sc)).as("seed %d\n%s", SEED, program).isTrue();
            added[0] += tso.outcomes().equals(sc.outcomes()) ? 0 : 1;
        });
        assertThat(added[0]).isEqualTo(119);
    }

    /** The end of a read-side section needs no fence: that it comes late can only make others wait. */
    @Test
    void fencesAfterWrites_leaveNothingToBuffers() {
        forRandomPrograms(2000, program -> {
            MicroProgram fenced = Variants.fenced(program, kind -> kind == Kind.WRITE || kind == Kind.UNLOCK);
            Behaviours sc = Interleavings.of(fenced);
            assertThat(StoreBuffers.of(fenced)).as("seed %d\n%s", SEED, fenced).isEqualTo(sc);
            assertThat(sc.outcomes()).isEqualTo(Interleavings.of(program).outcomes());
        });
    }

    @Test
    void interleavings_areTheGraphsWithASerialOrder() {
        int[] weak = new int[1];
        forRandomPrograms(2000, program -> {
            if (RCU.stream().noneMatch(program::uses)) {
                Set<Graph> tso = StoreBuffers.of(program).graphs();
                Set<Graph> serial = tso.stream()
                        .filter(graph -> SerialOrder.exists(program, graph))
                        .collect(Collectors.toSet());
                assertThat(Interleavings.of(program).graphs())
                        .as("seed %d\n%s", SEED, program)
                        .isEqualTo(serial);
                weak[0] += tso.size() - serial.size();
            }
        });
        assertThat(weak[0]).isEqualTo(740);
    }

    /** A walk that forgets where it was finds the same; of small programs only, as it is slow. */
    @Test
    void walksThatForget_findTheSame() {
        int[] walked = new int[1];
        forRandomPrograms(1000, program -> {
            MicroProgram steps = Variants.fenced(program, kind -> kind == Kind.WRITE || kind.closes());
            if (MicroGenerator.interleavings(steps) < 300) {
                assertThat(forgetful(program, new Interleavings(program))).isEqualTo(Interleavings.of(program));
                assertThat(forgetful(program, new StoreBuffers(program))).isEqualTo(StoreBuffers.of(program));
                walked[0]++;
            }
        });
        assertThat(walked[0]).isEqualTo(381);
    }

    private static <S> Behaviours forgetful(MicroProgram program, Walk.Machine<S> machine) {
        Behaviours.Collector ends = new Behaviours.Collector(program);
        visit(machine, machine.start(), ends);
        return ends.collected();
    }

    private static <S> void visit(Walk.Machine<S> machine, S state, Behaviours.Collector ends) {
        List<S> next = machine.steps(state);
        next.forEach(after -> visit(machine, after, ends));
        if (next.isEmpty()) {
            ends.add(machine.seen(state));
        }
    }

    @Test
    void threeWriters_haveSixOrders() {
        assertGraphs(
                new MicroProgram(List.of(List.of(write("x", 1)), List.of(write("x", 2)), List.of(write("x", 3)))), 6);
    }

    @Test
    void threeCounters_haveSixOrders() {
        MicroProgram program = new MicroProgram(Collections.nCopies(3, List.of(add("x", 1))));
        assertGraphs(program, 6);
        assertThat(Interleavings.of(program).outcomes()).hasSize(6);
    }

    @Test
    void threeCriticalSections_haveSixOrders() {
        assertGraphs(new MicroProgram(Collections.nCopies(3, List.of(lock("l"), unlock("l")))), 6);
    }

    /** readers(3) of the model-checking literature: each reader sees the write or not. */
    @Test
    void threeReaders_haveEightGraphs() {
        List<MicroOp> reader = List.of(read("x"));
        assertGraphs(new MicroProgram(List.of(List.of(write("x", 1)), reader, reader, reader)), 8);
    }

    @Test
    void exchange_readsAndWrites() {
        MicroProgram program = new MicroProgram(List.of(List.of(xchg("x", 1)), List.of(xchg("x", 2))));
        assertThat(Interleavings.of(program).graphs().stream().map(Graph::toString))
                .containsExactlyInAnyOrder(
                        "rf {T0.0=init, T1.0=T0.0} co {x=[T0.0, T1.0]}",
                        "rf {T0.0=T1.0, T1.0=init} co {x=[T1.0, T0.0]}");
    }

    private static void assertGraphs(MicroProgram program, int graphs) {
        assertThat(Interleavings.of(program).graphs()).hasSize(graphs);
        assertThat(StoreBuffers.of(program).graphs()).hasSize(graphs);
    }
}
