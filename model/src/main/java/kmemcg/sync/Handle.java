package kmemcg.sync;

import java.util.function.Predicate;
import kmemcg.machine.Cells;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Where a user keeps what it has got from the kernel: a name in a program. Whoever takes the thing out has it to itself, so a
 * program can neither free it twice nor use what another thread is freeing: such mistakes would be the program's, not the
 * design's. Reclaim takes things out the same way.
 */
public abstract class Handle<T extends KernelObject> {
    private final String name;
    private final Ref<T> held;

    protected Handle(Cells cells, String name) {
        this.name = name;
        this.held = cells.ref(name, null);
    }

    /** The thing, now the caller's alone; null if there is none or another has it. */
    public final @Nullable T take() {
        return held.xchg(null);
    }

    /** Takes out this very thing; false if it is not there. */
    public final boolean take(T expected) {
        return held.cmpxchg(expected, null) == expected;
    }

    /** Gives the thing back, or a new one its name. */
    public final void put(T used) {
        held.storeRelease(used);
    }

    /** Uses the thing, if it is there, and gives it back; what the use answered, false if it is not there. */
    public final boolean use(Predicate<T> use) {
        T used = take();
        if (used == null) {
            return false;
        }
        boolean done = use.test(used);
        put(used);
        return done;
    }

    /** The thing, for validators. */
    public final @Nullable T peek() {
        return held.peek();
    }

    /** Its name in the program. */
    @Override
    public final String toString() {
        return name;
    }
}
