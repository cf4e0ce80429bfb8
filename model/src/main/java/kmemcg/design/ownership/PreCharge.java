package kmemcg.design.ownership;

import org.jspecify.annotations.Nullable;

/**
 * What {@code memcg_slab_pre_alloc_hook} answers: the object is charged to somebody, to nobody, or may not be allocated.
 *
 * @param <O> what owns
 * @param isRefused whether the allocation must fail
 * @param owner who is charged, with a reference; null for nobody
 */
public record PreCharge<O>(boolean isRefused, @Nullable O owner) {
    /** Nothing to account. */
    public static <O> PreCharge<O> nobody() {
        return new PreCharge<>(false, null);
    }

    /** The limit or memory did not allow it. */
    static <O> PreCharge<O> refused() {
        return new PreCharge<>(true, null);
    }
}
