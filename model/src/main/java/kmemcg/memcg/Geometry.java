package kmemcg.memcg;

/**
 * Sizes that the kernel fixes at build time and a model makes small.
 *
 * @param pageSize bytes in a page
 * @param chargeBatch pages that a charge takes at once ({@code MEMCG_CHARGE_BATCH}); the page stock holds at most so many
 * @param reclaimRetries how often a failing charge reclaims before it gives up ({@code MAX_RECLAIM_RETRIES})
 */
public record Geometry(int pageSize, int chargeBatch, int reclaimRetries) {
    /** The sizes of a 6.1 kernel on x86-64. */
    public static final Geometry KERNEL = new Geometry(4096, 64, 16);

    /** Kernel pages, but stocks that fill and empty within a few operations. */
    public static final Geometry SMALL = new Geometry(4096, 2, 1);

    public Geometry {
        if (pageSize < 1 || chargeBatch < 1 || reclaimRetries < 0) {
            throw new IllegalArgumentException("page size and batch must be positive, retries not negative");
        }
    }
}
