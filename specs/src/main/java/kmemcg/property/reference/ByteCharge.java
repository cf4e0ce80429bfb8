package kmemcg.property.reference;

/**
 * Pages that a charge of {@code size} bytes takes when the byte stock cannot serve it, and the rest it puts there.
 *
 * <p>Mirrors obj_cgroup_charge (Linux 6.1): whole pages for the size, one more for a part of a page.
 *
 * @param pages pages to charge
 * @param rest bytes that go to the byte stock with allow_uncharge false; 0 means no refill at all
 */
public record ByteCharge(long pages, long rest) {
    public static ByteCharge of(long size, long pageSize) {
        long pages = (size + pageSize - 1) / pageSize;
        return new ByteCharge(pages, pages * pageSize - size);
    }
}
