package kmemcg.property.reference;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/** Work items and RCU callbacks, as far as accounting can see what they do; they run in the order of their queueing. */
final class DeferredSteps {
    private final Queue<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.add(step);
    }

    /** Runs all, and those that they add. */
    void runAll() {
        runUntil(steps::isEmpty);
    }

    /** Runs one after the other until a condition holds. */
    void runUntil(BooleanSupplier reached) {
        while (!reached.getAsBoolean()) {
            steps.remove().run();
        }
    }
}
