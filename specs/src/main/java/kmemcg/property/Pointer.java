package kmemcg.property;

import kmemcg.machine.KernelObject;
import org.jspecify.annotations.Nullable;

/**
 * A pointer in live memory.
 *
 * @param field the object's name and its field's: {@code "memcg C.parent"}
 */
public record Pointer(String field, @Nullable KernelObject target) {
    @Override
    public String toString() {
        return field + " -> " + target;
    }
}
