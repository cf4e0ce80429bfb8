package kmemcg.machine.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kmemcg.machine.Held;
import kmemcg.machine.Rcu;
import kmemcg.machine.Ref;
import kmemcg.machine.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RcuTest {
    /** So many that a section is about as long as an update. */
    private static final int LOOKS = 100;

    private final JvmMachine machine = JvmMachine.sequential(2);
    private final JvmTask updater = machine.task("updater", 0);
    private final JvmTask reader = machine.task("reader", 1);
    private final List<String> log = new ArrayList<>();

    private void call(JvmTask task, String name) {
        machine.rcu().call(task, name, callback -> log.add(name + " as " + callback.name()));
    }

    @Test
    void callback_waitsForASectionFromBefore() {
        Held section = reader.rcuReadLock();
        call(updater, "cb");
        assertThat(machine.runOneDeferred()).isFalse();

        section.close();
        assertThat(machine.runOneDeferred()).isTrue();
        assertThat(log).containsExactly("cb as rcu/0 cb");
    }

    @Test
    void callback_doesNotWaitForASectionFromAfter() {
        call(updater, "cb");
        Held section = reader.rcuReadLock();

        assertThat(machine.runOneDeferred()).isTrue();
        section.close();
    }

    @Test
    void nestedSections_endWithTheOutermost() {
        Held outer = reader.rcuReadLock();
        reader.rcuReadLock().close();
        call(updater, "cb");
        assertThat(machine.runOneDeferred()).isFalse();
        assertThat(reader.maySleep()).isFalse();

        outer.close();
        assertThat(reader.maySleep()).isTrue();
        assertThat(machine.runOneDeferred()).isTrue();
    }

    @Test
    void callback_ofACallback_waitsForAnotherGracePeriod() {
        machine.rcu().call(updater, "first", first -> {
            log.add("first");
            machine.rcu().call(first, "second", second -> log.add("second"));
        });
        Held between = reader.rcuReadLock();
        assertThat(machine.runOneDeferred()).isTrue();
        assertThat(machine.runOneDeferred()).isFalse();
        assertThat(log).containsExactly("first");

        between.close();
        assertThat(machine.runOneDeferred()).isTrue();
        assertThat(log).containsExactly("first", "second");
    }

    @Test
    void callbacks_ofOneCpu_runInOrder_andOneAtATime() {
        machine.rcu().call(updater, "first", first -> {
            assertThat(machine.runOneDeferred()).isFalse();
            log.add("first");
        });
        machine.rcu().call(updater, "second", second -> log.add("second"));
        machine.settle();

        assertThat(log).containsExactly("first", "second");
    }

    @Test
    void callbacks_ofTwoCpus_mayOverlap() {
        machine.rcu().call(updater, "first", first -> {
            assertThat(machine.runOneDeferred()).isTrue();
            log.add("first");
        });
        machine.rcu().call(reader, "second", second -> log.add("second"));
        machine.settle();

        assertThat(log).containsExactly("second", "first");
    }

    @Test
    void barrier_runsAllCallbacksFromBefore() {
        call(updater, "a");
        call(reader, "b");
        machine.rcu().barrier(updater);

        assertThat(log).containsExactly("a as rcu/0 a", "b as rcu/1 b");
    }

    @Test
    void flavours_doNotWaitForEachOther() {
        Rcu sched = machine.rcu("sched");
        assertThat(machine.rcu("sched")).isSameAs(sched);
        Held section = reader.rcuReadLock();

        sched.synchronize(updater);
        sched.barrier(updater);
        section.close();
        assertThat(machine.findings()).isEmpty();
    }

    @Test
    void readers_ofFinishedActivities_areForgotten() {
        for (int i = 0; i < 3; i++) {
            machine.rcu().call(updater, "cb", callback -> callback.rcuReadLock().close());
            machine.settle();
        }
        reader.rcuReadLock().close();

        assertThat(((JvmRcu) machine.rcu()).readers()).isEqualTo(1);
    }

    /**
     * Message passing through RCU: a reader that saw the old object must be done with it before it is freed. The same program
     * without the grace period finds the use after free; its odds of missing it are not zero, but six runs on two cores took
     * at most 48 ms for what may take a million sections, which is several seconds.
     */
    @ParameterizedTest
    @CsvSource({"true, 100000", "false, 1000000"})
    void oldObject_isFreedAfterItsReaders_onRealThreads(boolean graceful, long sections) throws InterruptedException {
        JvmMachine machine = JvmMachine.parallel(2);
        JvmTask updater = machine.task("updater", 0);
        JvmTask reader = machine.task("reader", 1);
        Ref<Folio> head = machine.ref("head", updater.allocate("folio", Folio::new));
        Word left = machine.word("left", sections);
        Thread reading = new Thread(() -> machine.run(reader, () -> {
            while (left.addReturnRelaxed(-1) >= 0) {
                readThrough(reader, head);
            }
        }));
        reading.start();
        machine.run(updater, () -> {
            while (left.readOnce() >= 0 && !machine.crashed()) {
                replace(machine, updater, head, graceful);
            }
        });
        reading.join();

        assertThat(machine.crashed()).isEqualTo(!graceful);
    }

    private static void readThrough(JvmTask reader, Ref<Folio> head) {
        try (var section = reader.rcuReadLock()) {
            Folio folio = Objects.requireNonNull(head.rcuDereference());
            for (int i = 0; i < LOOKS; i++) {
                folio.flags.readOnce();
            }
        }
    }

    private static void replace(JvmMachine machine, JvmTask updater, Ref<Folio> head, boolean graceful) {
        Folio old = Objects.requireNonNull(head.xchg(updater.allocate("folio", Folio::new)));
        if (graceful) {
            machine.rcu().synchronize(updater);
        }
        updater.free(old);
    }
}
