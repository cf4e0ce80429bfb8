package kmemcg.trace;

/** What a recording must obey; each violation names one of these. */
public enum Rule {
    RECORDING_COMPLETE("no event was lost, and the trace holds as many events of each kind as the recorder counted"),
    TIME_ORDER("the lines of a trace are in the order of their time stamps"),
    CALL_ORDER("each step of an accounting function is followed by the step the kernel takes next"),
    COUNTER_READING("a memory, memory+swap or kmem usage read from a cgroup equals the replayed page counter"),
    COUNTER_IN_LIFE_CYCLE("usage printed at a life-cycle step equals the replayed memory counter"),
    COUNTER_NOT_NEGATIVE("no page counter is uncharged below zero"),
    TRY_CHARGE_SIZE("a page charge asks for a whole batch first, and for exactly what it needs once that failed"),
    MEMSW_WITH_MEMORY("cgroup v1: memory and memory+swap move together"),
    KMEM_WITH_STATE("kernel pages: the state (and on v1 the kmem counter) moves by what was charged or uncharged"),
    USAGE_COVERS_OBJECTS("usage in bytes is at least the live charged bytes, for the cgroup and each ancestor"),
    CHARGED_ONCE("an address is charged at most once at a time"),
    OBJECT_SIZE("a charge is the object's size in its cache plus one pointer, and goes with the allocation after it"),
    UNCHARGE_MATCHES_CHARGE("a freed object gives back what it was charged, to the same objcg; nothing else does"),
    PERCPU_RETURNED("per-CPU memory of a cgroup is charged to its parent and given back when the cgroup is freed"),
    OWNER("an objcg belongs to its own cgroup or, once that is offline, to the nearest living ancestor"),
    CHARGE_TO_OWN_OBJCG("a living cgroup is charged through its own objcg, not one it inherited"),
    OBJCG_RELEASE("an objcg is released with no live bytes and whole pages left over; on 6.12 after its css_free"),
    LEFTOVER_BYTES("nr_charged_bytes at the release of an objcg equals the replayed left-over bytes"),
    BYTE_STOCK_CONTENT("the byte stock found by a drain equals the replayed one"),
    BYTE_STOCK_PAGES("an uncharge gives back exactly the whole pages that the byte stock has above one page"),
    BYTE_STOCK_HIT("a charge is served from the byte stock exactly when the stock holds enough"),
    BYTE_STOCK_BOUND("a byte stock holds less than two pages"),
    PAGE_STOCK_OWNER("the page stock found by a drain belongs to the cgroup that filled it"),
    PAGE_STOCK_BOUND("a page stock holds at most what was put in, and 64 pages plus what was just added"),
    PAGE_STOCK_HIT("a charge that asks no counter finds its pages in the page stock"),
    SLAB_STATE("slab bytes in the objcg's state move with each object charged or freed"),
    LIFE_CYCLE("a cgroup is removed, killed, offline, released and freed in this order, children before parents"),
    CSS_REFERENCES("no css is killed, released or freed more often than it was removed, killed or released before"),
    CGROUP_IDENTITY("a memory cgroup keeps its address, cgroup id, parent and path for life"),
    PARENT_READS_CHILD("within one snapshot a parent reads at or above its child"),
    KERNEL_STAT("kernel in memory.stat equals the replayed kernel pages"),
    SLAB_STAT("slab in memory.stat equals the live charged slab bytes, but for what byte stocks hold back");

    private final String meaning;

    Rule(String meaning) {
        this.meaning = meaning;
    }

    /** The rule in one sentence. */
    public String meaning() {
        return meaning;
    }
}
