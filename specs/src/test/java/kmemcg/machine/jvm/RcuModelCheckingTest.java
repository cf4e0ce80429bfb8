package kmemcg.machine.jvm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import kmemcg.machine.Word;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Does a grace period wait for every section from before it, in whatever order the two threads take their steps? A reader
 * follows a pointer while an updater replaces the object and frees the old one.
 *
 * <p>RCU's own steps are visible to the scheduler here, while the engines see each call of it as one. All orders are
 * sequentially consistent, so this says nothing about the fences; the stress on real threads does.
 */
class RcuModelCheckingTest {
    private static final int INVOCATIONS = 2_000;

    /** The object that is read and replaced. */
    static final class Config extends KernelObject {
        private final Word value;

        Config(Birth birth) {
            super(birth);
            this.value = birth.word("value", 0);
        }
    }

    /** Frees after a grace period. */
    public static class Graceful {
        private final JvmMachine machine = JvmMachine.parallel(2);
        private final JvmTask reader = machine.task("reader", 0);
        private final JvmTask updater = machine.task("updater", 1);
        private final Ref<Config> current = machine.ref("current", updater.allocate("config", Config::new));

        public void read() {
            machine.run(reader, () -> {
                try (var section = reader.rcuReadLock()) {
                    Objects.requireNonNull(current.rcuDereference()).value.readOnce();
                }
            });
        }

        public void update() {
            machine.run(updater, () -> {
                Config old = Objects.requireNonNull(current.xchg(updater.allocate("config", Config::new)));
                free(machine, updater, old);
            });
        }

        void free(JvmMachine machine, JvmTask updater, Config old) {
            machine.rcu().synchronize(updater);
            updater.free(old);
        }

        @Validate
        public void nothingFound() {
            machine.settle();
            if (!machine.findings().isEmpty() || machine.liveObjects().size() != 1) {
                throw new AssertionError(machine.findings() + " live " + machine.liveObjects());
            }
        }
    }

    /** Frees in a callback, which {@code settle} runs at the end. */
    public static class Deferring extends Graceful {
        @Override
        void free(JvmMachine machine, JvmTask updater, Config old) {
            machine.rcu().call(updater, "free", callback -> callback.free(old));
            machine.runOneDeferred();
        }
    }

    /** Frees at once. */
    public static class Hasty extends Graceful {
        @Override
        void free(JvmMachine machine, JvmTask updater, Config old) {
            updater.free(old);
        }
    }

    @Test
    void oldObject_freedAfterAGracePeriod_isNeverTouched() throws NoSuchMethodException {
        check(Graceful.class);
    }

    @Test
    void oldObject_freedByACallback_isNeverTouched() throws NoSuchMethodException {
        check(Deferring.class);
    }

    @Test
    void oldObject_freedAtOnce_isTouched() {
        assertThatThrownBy(() -> check(Hasty.class))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("use after free: config.value, freed by updater");
    }

    private static void check(Class<? extends Graceful> subject) throws NoSuchMethodException {
        Actor read = new Actor(subject.getMethod("read"), List.of());
        Actor update = new Actor(subject.getMethod("update"), List.of());
        new ModelCheckingOptions()
                .iterations(0)
                .invocationsPerIteration(INVOCATIONS)
                .addCustomScenario(new ExecutionScenario(
                        List.of(), List.of(List.of(read, read), List.of(update)), List.of(), null))
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(
                                Granularity.bookkeeping().toArray(String[]::new))
                        .allMethods()
                        .ignore())
                .addGuarantee(atomicStepsExceptRcu())
                .check(subject);
    }

    private static ManagedStrategyGuarantee atomicStepsExceptRcu() {
        List<String> rcu = List.of(RcuReader.class.getName(), GracePeriod.class.getName());
        String[] classes = Granularity.atomicSteps().stream()
                .filter(Predicate.not(rcu::contains))
                .toArray(String[]::new);
        return ManagedStrategyGuaranteeKt.forClasses(classes).allMethods().treatAsAtomic();
    }
}
