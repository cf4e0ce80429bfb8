package kmemcg.slab;

import java.util.function.Predicate;
import kmemcg.machine.Cells;
import kmemcg.machine.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Where a user of the allocator keeps its object: a name in a program. Whoever takes the object out has it to itself, so a
 * program can neither free an object twice nor use one that another thread is freeing: such mistakes would be the program's,
 * not the design's. The shrinker takes objects out the same way, as a dentry is claimed under its own lock.
 */
public final class ObjectHandle {
    private final String name;
    private final Ref<SlabObject> object;

    public ObjectHandle(Cells cells, String name) {
        this.name = name;
        this.object = cells.ref(name, null);
    }

    /** The object, now the caller's alone; null if there is none or another has it. */
    public @Nullable SlabObject take() {
        return object.xchg(null);
    }

    /** Takes out this very object; false if it is not there. */
    public boolean take(SlabObject expected) {
        return object.cmpxchg(expected, null) == expected;
    }

    /** Gives the object back, or a newly allocated one its name. */
    public void put(SlabObject used) {
        object.storeRelease(used);
    }

    /** Uses the object, if it is there, and gives it back; what the use answered, false if it is not there. */
    public boolean use(Predicate<SlabObject> use) {
        SlabObject used = take();
        if (used == null) {
            return false;
        }
        boolean done = use.test(used);
        put(used);
        return done;
    }

    /** The object, for validators. */
    public @Nullable SlabObject peek() {
        return object.peek();
    }

    /** Its name in the program. */
    @Override
    public String toString() {
        return name;
    }
}
