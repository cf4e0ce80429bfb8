package kmemcg.design.owners;

import java.util.function.IntSupplier;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.MemCgroup;

/** Reclaim before Linux 4.19: nothing announces a list, every group in use is asked. */
final class EveryGroup extends ShrinkerMaps {
    EveryGroup(Machine machine) {
        super(machine);
    }

    @Override
    public void set(Task task, MemCgroup memcg) {}

    @Override
    public int shrink(Task task, MemCgroup memcg, IntSupplier shrinker) {
        return memcg.isRoot() || memcg.css().isOnline() ? Math.max(0, shrinker.getAsInt()) : 0;
    }
}
