package kmemcg.memcg;

/** What a charge may do when it meets a limit. */
public enum Gfp {
    /** {@code GFP_KERNEL}: reclaims, drains and retries, then fails. */
    KERNEL,
    /**
     * {@code GFP_NOWAIT}: fails at once. {@code GFP_ATOMIC} proper has {@code __GFP_HIGH}, by which 6.1 charges above the limit
     * instead.
     */
    ATOMIC,
    /** {@code __GFP_NOFAIL}: as {@link #KERNEL}, then charges above the limit. */
    NOFAIL
}
