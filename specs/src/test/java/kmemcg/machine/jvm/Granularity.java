package kmemcg.machine.jvm;

import java.util.List;
import java.util.stream.Stream;
import kmemcg.machine.Faults;
import kmemcg.machine.LockOrder;
import kmemcg.machine.PerCpu;

/**
 * What a scheduler that switches threads inside this machine, such as Lincheck's, should see of it. It is told by class name,
 * as such tools want it. Nothing that waits is in either list: a waiting loop must stay visible, or it never lets others run.
 */
final class Granularity {
    private Granularity() {}

    /** Classes of which each call is one atomic step: another thread may run before and after it, but not within. */
    static List<String> atomicSteps() {
        return names(
                JvmWord.class,
                JvmRef.class,
                LockWord.class,
                Life.class,
                RcuReader.class,
                GracePeriod.class,
                Deferred.class,
                Activity.class);
    }

    /** Classes that only keep books, or touch nothing that is shared: no thread needs to run before, within or after a call. */
    static List<String> bookkeeping() {
        return names(
                Findings.class, Births.class, LockOrder.class, Holdings.class, Faults.class, Steps.class, PerCpu.class);
    }

    private static List<String> names(Class<?>... classes) {
        return Stream.of(classes).map(Class::getName).toList();
    }
}
