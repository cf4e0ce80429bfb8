package kmemcg.memcg;

/** What a charge may do when it meets a limit. */
public enum Gfp {
    /** {@code GFP_KERNEL}: reclaims, drains and retries, then fails. */
    KERNEL,
    /** {@code GFP_ATOMIC}: fails at once. */
    ATOMIC,
    /** {@code __GFP_NOFAIL}: as {@link #KERNEL}, then charges above the limit. */
    NOFAIL
}
