package kmemcg.property;

import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import org.jspecify.annotations.Nullable;

/**
 * Invariant 4, as far as it shows at rest: no pointer in live memory leads to freed memory, and nothing that holds no group names a
 * removed one. That no step touches freed memory and no reference count rises from zero is seen by the machine.
 */
final class NoDangling implements StateCheck {
    @Override
    public Invariant invariant() {
        return Invariant.NO_ACCESS_AFTER_FREE;
    }

    @Override
    public void check(State state, Strength strength, Report report) {
        if (!strength.atLeast(Strength.QUIESCENT)) {
            return;
        }
        state.pointers()
                .filter(pointer -> isFreed(pointer.target()))
                .forEach(pointer -> report.broken("dangling pointer", pointer + " was freed"));
        state.namings()
                .filter(naming -> naming.group() != null && state.isOffline(naming.group()))
                .forEach(naming ->
                        report.broken("names a removed group", "%s names %s".formatted(naming.from(), naming.group())));
    }

    private static boolean isFreed(@Nullable KernelObject target) {
        return target != null && target.birth().isFreed();
    }
}
