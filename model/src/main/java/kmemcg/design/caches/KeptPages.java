package kmemcg.design.caches;

import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.Rcu;
import kmemcg.machine.Task;
import kmemcg.slab.PageHooks;
import kmemcg.slab.Slab;
import kmemcg.slab.SlabPages;

/**
 * Slab pages that stay when they are empty, unless their cache is told to keep none. Source: Linux 4.9 {@code mm/slub.c},
 * {@code put_cpu_partial}.
 *
 * <p>Whether to keep is read without a lock, with preemption off; so it takes a grace period until nobody acts on the old answer.
 *
 * <p>Deviation: one empty page is kept at most, and {@code min_partial}, which is read under the list's lock, is not told apart from
 * {@code cpu_partial}.
 */
final class KeptPages extends SlabPages {
    private final Rcu sched;

    KeptPages(Machine machine, int pageSize, PageHooks hooks, Rcu sched) {
        super(machine, pageSize, hooks);
        this.sched = sched;
    }

    @Override
    protected boolean releaseSlot(Task task, Slab slab, int slot) {
        try (Held preemptionOff = sched.readLock(task)) {
            boolean keep = MemcgCache.of(slab.cache()).cpuPartial().readOnce() != 0;
            return clearSlot(task, slab, slot, keep);
        }
    }
}
