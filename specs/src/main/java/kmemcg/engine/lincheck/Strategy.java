package kmemcg.engine.lincheck;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import kmemcg.machine.jvm.JvmMachine;
import kmemcg.machine.jvm.Scheduler;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** Who decides which thread of a program goes on. */
enum Strategy {
    /** Lincheck, step by step: first all interleavings with few switches, then those with more. The same in every run. */
    MODEL_CHECKING {
        @Override
        Options<?, ?> options() {
            return new ModelCheckingOptions()
                    .loopIterationsBeforeThreadSwitch(1)
                    .loopBound(ENDLESS)
                    .invocationTimeout$lincheck(MODEL_CHECKING_HANG)
                    .addGuarantee(
                            forClasses(Backstage.class.getName()).allMethods().ignore());
        }

        @Override
        JvmMachine machine(int cpus, Scheduler scheduler) {
            return JvmMachine.scheduled(cpus, scheduler);
        }
    },
    /** The hardware and its operating system. */
    STRESS {
        @Override
        Options<?, ?> options() {
            return new StressOptions().invocationTimeout$lincheck(STRESS_HANG);
        }

        @Override
        JvmMachine machine(int cpus, Scheduler scheduler) {
            return JvmMachine.parallel(cpus);
        }
    };

    /** Looks of a waiting thread, while nobody else is left to run, after which it will wait for ever. */
    private static final int ENDLESS = 100;

    /** Milliseconds. Endless waits are seen without it; and on a busy computer the first run may take long to get ready. */
    private static final long MODEL_CHECKING_HANG = 300_000;

    /** Milliseconds without an end that are taken for a deadlock; a run takes less than one. */
    private static final long STRESS_HANG = 10_000;

    abstract Options<?, ?> options();

    abstract JvmMachine machine(int cpus, Scheduler scheduler);
}
