package kmemcg.design.objcg;

import org.jspecify.annotations.Nullable;

/**
 * What {@code memcg_slab_pre_alloc_hook} answers: the object is charged to somebody, to nobody, or may not be allocated.
 *
 * @param isRefused whether the allocation must fail
 * @param objcg who is charged, with a reference; null for nobody
 */
public record PreCharge(boolean isRefused, @Nullable ObjCgroup objcg) {
    /** Nothing to account. */
    public static final PreCharge NOBODY = new PreCharge(false, null);

    /** The limit or memory did not allow it. */
    public static final PreCharge REFUSED = new PreCharge(true, null);

    static PreCharge of(ObjCgroup objcg) {
        return new PreCharge(false, objcg);
    }
}
