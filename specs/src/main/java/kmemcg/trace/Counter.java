package kmemcg.trace;

/** The page counters of a memory cgroup, in the order they lie in struct mem_cgroup (Linux 6.1 memcontrol.h). */
enum Counter {
    MEMORY,
    MEMSW,
    KMEM,
    TCPMEM
}
