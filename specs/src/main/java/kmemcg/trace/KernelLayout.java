package kmemcg.trace;

/**
 * What differs between kernels and cannot be read from a line: where the page counters lie in struct mem_cgroup, the
 * numbers of two state items, and where uncharging was inlined. Known for Linux 6.1 and 6.12 of Debian 12 on x86-64;
 * a recording of another kernel brings its own in {@code meta.json}, under {@code layout}.
 *
 * @param memory offset of the memory counter in struct mem_cgroup, in bytes
 * @param counterSize distance from one page counter to the next, in bytes
 * @param cssRefcnt offset of the css's reference count, in bytes
 * @param kmemItem MEMCG_KMEM of enum memcg_stat_item
 * @param percpuItem MEMCG_PERCPU_B of enum memcg_stat_item
 * @param unchargeInlined true when a slab object's uncharge shows as refill_obj_stock only, as on 6.12
 * @param objcgOutlivesGroup true when a group keeps a reference of its own objcg until css_free, as on 6.12
 * @param lazyFlush true when memory.stat is flushed only on many updates or every two seconds, as on 6.12
 */
record KernelLayout(
        long memory,
        long counterSize,
        long cssRefcnt,
        int kmemItem,
        int percpuItem,
        boolean unchargeInlined,
        boolean objcgOutlivesGroup,
        boolean lazyFlush) {
    static final KernelLayout LINUX_6_1 = new KernelLayout(256, 192, 16, 47, 45, false, false, false);
    static final KernelLayout LINUX_6_12 = new KernelLayout(256, 192, 16, 51, 49, true, true, true);
}
