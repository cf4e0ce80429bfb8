package kmemcg.machine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LifeTest {
    private final JvmMachine machine = JvmMachine.parallel(1);
    private final JvmTask task = machine.task("T1", 0);

    /** Every access to an object's memory that is not a peek. */
    static Stream<Consumer<Folio>> accesses() {
        Task any = JvmMachine.parallel(1).task("T2", 0);
        return Stream.of(
                folio -> folio.flags.readOnce(),
                folio -> folio.flags.writeOnce(1),
                folio -> folio.flags.loadAcquire(),
                folio -> folio.flags.storeRelease(1),
                folio -> folio.flags.readPlain(),
                folio -> folio.flags.writePlain(1),
                folio -> folio.flags.addReturn(1),
                folio -> folio.flags.addReturnRelaxed(1),
                folio -> folio.flags.xchg(1),
                folio -> folio.flags.xchgRelaxed(1),
                folio -> folio.flags.cmpxchg(0, 1),
                folio -> folio.flags.cmpxchgRelaxed(0, 1),
                folio -> folio.flags.fetchOr(1),
                folio -> folio.flags.fetchAnd(1),
                folio -> folio.flags.orRelaxed(1),
                folio -> folio.flags.andRelaxed(1),
                folio -> folio.next.readOnce(),
                folio -> folio.next.writeOnce(null),
                folio -> folio.next.loadAcquire(),
                folio -> folio.next.storeRelease(null),
                folio -> folio.next.rcuDereference(),
                folio -> folio.next.rcuAssign(null),
                folio -> folio.next.readPlain(),
                folio -> folio.next.writePlain(null),
                folio -> folio.next.xchg(null),
                folio -> folio.next.cmpxchg(null, folio),
                folio -> folio.next.cmpxchgRelaxed(null, folio),
                folio -> folio.lock.lock(any),
                folio -> folio.lock.lockNested(any, 1),
                folio -> folio.lock.tryLock(any));
    }

    @ParameterizedTest
    @MethodSource("accesses")
    void access_ofAFreedObject_isUseAfterFree_andHasNoEffect(Consumer<Folio> access) {
        Folio folio = task.allocate("folio", Folio::new);
        task.free(folio);

        assertThatThrownBy(() -> access.accept(folio)).isInstanceOf(KernelCrash.class);

        assertThat(machine.crashed()).isTrue();
        assertThat(machine.findings()).extracting(Finding::kind).containsExactly("use after free");
        assertThat(machine.findings()).extracting(Finding::broken).containsExactly(Invariant.NO_ACCESS_AFTER_FREE);
        assertThat(folio.flags.peek()).isZero();
        assertThat(folio.next.peek()).isNull();
    }

    @ParameterizedTest
    @MethodSource("accesses")
    void access_ofALivingObject_isNoFinding(Consumer<Folio> access) {
        access.accept(task.allocate("folio", Folio::new));

        assertThat(machine.findings()).isEmpty();
    }

    @Test
    void unlock_ofAFreedObject_isUseAfterFree() {
        Folio folio = task.allocate("folio", Folio::new);

        machine.run(task, () -> {
            try (var held = folio.lock.lock(task)) {
                task.free(folio);
            }
        });

        assertThat(machine.findings()).extracting(Finding::message).containsExactly("folio.folio_lock, freed by T1");
    }

    @Test
    void free_twice_isDoubleFree() {
        Folio folio = task.allocate("folio", Folio::new);
        task.free(folio);

        assertThatThrownBy(() -> task.free(folio)).isInstanceOf(KernelCrash.class);

        assertThat(machine.findings())
                .containsExactly(
                        new Finding(Invariant.NO_ACCESS_AFTER_FREE, "double free", "T1 frees folio, freed by T1"));
    }

    @Test
    void birth_knowsWhetherItIsFreed() {
        Folio folio = task.allocate("folio", Folio::new);
        assertThat(folio.birth().isFreed()).isFalse();

        task.free(folio);
        assertThat(folio.birth().isFreed()).isTrue();
    }

    @Test
    void liveObjects_areListedInOrderOfBirth_withUniqueNames() {
        Folio first = task.allocate("folio", Folio::new);
        Folio second = task.allocate("folio", Folio::new);
        Folio third = task.allocate("page", Folio::new);
        task.free(second);

        assertThat(machine.liveObjects()).containsExactly(first, third);
        assertThat(second.name()).isEqualTo("folio#2");
        assertThat(second.flags.name()).isEqualTo("folio#2.flags");
        assertThat(task.allocate("folio", Folio::new).name()).isEqualTo("folio#3");
    }

    @Test
    void staticCells_areNeverFreed() {
        assertThat(machine.word("jiffies", 1).readOnce()).isEqualTo(1);
        assertThat(machine.liveObjects()).isEmpty();
    }
}
