package kmemcg.explore.oracle;

import static kmemcg.explore.oracle.MicroOp.add;
import static kmemcg.explore.oracle.MicroOp.await;
import static kmemcg.explore.oracle.MicroOp.cmpxchg;
import static kmemcg.explore.oracle.MicroOp.free;
import static kmemcg.explore.oracle.MicroOp.lock;
import static kmemcg.explore.oracle.MicroOp.mb;
import static kmemcg.explore.oracle.MicroOp.rcuLock;
import static kmemcg.explore.oracle.MicroOp.rcuUnlock;
import static kmemcg.explore.oracle.MicroOp.read;
import static kmemcg.explore.oracle.MicroOp.sync;
import static kmemcg.explore.oracle.MicroOp.touch;
import static kmemcg.explore.oracle.MicroOp.tryLock;
import static kmemcg.explore.oracle.MicroOp.unlock;
import static kmemcg.explore.oracle.MicroOp.write;
import static kmemcg.explore.oracle.MicroOp.xchg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs are printed as one would write them, and refused when their sections are not nested. */
class MicroProgramTest {
    private static MicroProgram program(MicroOp... thread) {
        return new MicroProgram(List.of(List.of(thread)));
    }

    @Test
    void program_printsOneLineForEachThread() {
        MicroProgram program = new MicroProgram(List.of(
                List.of(write("x", 1), read("y"), add("x", 64), xchg("x", 2), cmpxchg("x", 0, 3), mb(), await("x", 1)),
                List.of(lock("l"), unlock("l"), tryLock("l"), unlock("l"), sync()),
                List.of(rcuLock(), touch(), rcuUnlock(), free())));
        assertThat(program).hasToString("""
                        T0: x=1; read(y); x+=64; xchg(x,2); cmpxchg(x,0,3); mb; await(x==1)
                        T1: lock(l); unlock(l); trylock(l); unlock(l); synchronize_rcu
                        T2: rcu_read_lock; touch(o.f); rcu_read_unlock; free(o)""");
        assertThat(program.words()).containsExactly("x", "y");
        assertThat(program.locks()).containsExactly("l");
    }

    @Test
    void nestedSections_findTheirPartners() {
        MicroProgram program = program(lock("l"), rcuLock(), rcuLock(), rcuUnlock(), rcuUnlock(), unlock("l"));
        assertThat(program.closing(new EventId(0, 0))).isEqualTo(5);
        assertThat(program.closing(new EventId(0, 1))).isEqualTo(4);
        assertThat(program.opening(new EventId(0, 3))).isEqualTo(new EventId(0, 2));
        assertThat(program.opening(new EventId(0, 4))).isEqualTo(new EventId(0, 1));
    }

    @Test
    void lockTakenTwice_isRefused() {
        assertThatThrownBy(() -> program(lock("l"), tryLock("l"), unlock("l"), unlock("l")))
                .hasMessageContaining("trylock(l) is taken already");
    }

    @Test
    void crossedSections_areRefused() {
        assertThatThrownBy(() -> program(lock("l"), rcuLock(), unlock("l"), rcuUnlock()))
                .hasMessageContaining("unlock(l) has no partner");
        assertThatThrownBy(() -> program(unlock("l"))).hasMessageContaining("unlock(l) has no partner");
        assertThatThrownBy(() -> program(rcuLock())).hasMessageContaining("a section is left open");
    }

    @Test
    void sleepInSection_isRefused() {
        assertThatThrownBy(() -> program(rcuLock(), sync(), rcuUnlock()))
                .hasMessageContaining("synchronize_rcu sleeps in a section");
        assertThatThrownBy(() -> program(lock("l"), await("x", 1), unlock("l")))
                .hasMessageContaining("await(x==1) sleeps in a section");
    }
}
