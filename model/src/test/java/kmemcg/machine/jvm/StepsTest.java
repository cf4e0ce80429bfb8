package kmemcg.machine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final JvmMachine machine = JvmMachine.sequential(1);
    private final JvmTask task = machine.task("T1", 0);

    @Test
    void observer_seesEachStep_withItsTask() {
        List<String> log = new ArrayList<>();
        machine.observe(step -> log.add(step.toString() + (step.wrote() ? "" : " (read)")));
        machine.run(task, () -> {
            Folio folio = task.allocate("folio", Folio::new);
            folio.flags.writeOnce(3);
            folio.flags.cmpxchg(4, 5);
            folio.next.cmpxchg(null, folio);
            folio.lock.lock(task).close();
            machine.workQueue("wq", 1).queueOn(task, 0, machine.work("w", worker -> folio.flags.readOnce()));
            machine.runOneDeferred();
            task.free(folio);
        });

        assertThat(log)
                .containsExactly(
                        "T1 allocates folio",
                        "T1 folio.flags -> 3",
                        "T1 folio.flags is 3 (read)",
                        "T1 folio.next -> folio",
                        "T1 folio.folio_lock -> locked",
                        "T1 folio.folio_lock -> unlocked",
                        "T1 queues w",
                        "kworker/0 w folio.flags is 3 (read)",
                        "T1 frees folio");
    }

    @Test
    void observer_seesWhatACellHeldBeforeAndHoldsNow() {
        List<CellAccess> log = new ArrayList<>();
        machine.observe(step -> {
            if (step.access() != null) {
                log.add(step.access());
            }
        });
        var word = machine.word("w", 1);
        var pointer = machine.<String>ref("p", null);
        machine.run(task, () -> {
            word.writeOnce(2);
            word.addReturn(3);
            word.cmpxchg(4, 9);
            pointer.xchg("a");
            pointer.writeOnce("b");
            machine.spinLock("l").lock(task).close();
        });

        assertThat(log)
                .containsExactly(
                        new CellAccess("w", false, false, true, 1L, 2L),
                        new CellAccess("w", false, true, true, 2L, 5L),
                        new CellAccess("w", false, true, false, 5L, 5L),
                        new CellAccess("p", false, true, true, null, "a"),
                        new CellAccess("p", false, false, true, "a", "b"),
                        new CellAccess("l", true, true, true, 0L, -1L),
                        new CellAccess("l", true, false, true, -1L, 0L));
    }

    @Test
    void observer_mayCheckAnInvariantAtEachStep() {
        var usage = machine.word("usage", 0);
        machine.observe(step -> {
            if (usage.peek() < 0) {
                machine.report(new Finding(Invariant.BOUNDS, "negative", step.toString()));
            }
        });
        machine.run(task, () -> {
            usage.addReturn(-1);
            usage.addReturn(1);
        });

        assertThat(machine.findings()).extracting(Finding::message).containsExactly("T1 usage -> -1");
    }

    @Test
    void observer_canBeSentAway() {
        List<Step> log = new ArrayList<>();
        machine.observe(log::add);
        machine.observe(null);
        machine.word("w", 0).writeOnce(1);

        assertThat(log).isEmpty();
    }

    @Test
    void observer_ofAParallelMachine_isRejected() {
        JvmMachine parallel = JvmMachine.parallel(1);
        assertThatThrownBy(() -> parallel.observe(step -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void findings_ofASequentialMachine_nameWhoTouched() {
        Folio folio = task.allocate("folio", Folio::new);
        task.free(folio);
        JvmTask other = machine.task("T2", 0);
        machine.run(other, folio.flags::readOnce);

        assertThat(machine.findings())
                .extracting(Finding::message)
                .containsExactly("T2 touches folio.flags, freed by T1");
    }
}
