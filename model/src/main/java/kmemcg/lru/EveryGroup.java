package kmemcg.lru;

import java.util.function.IntSupplier;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.MemCgroup;

/** Reclaim before Linux 4.19: nothing announces a list, every group in use is asked. */
public final class EveryGroup extends ShrinkerMaps {
    public EveryGroup(Machine machine) {
        super(machine);
    }

    @Override
    public void set(Task task, MemCgroup memcg) {}

    @Override
    public int shrink(Task task, MemCgroup memcg, IntSupplier shrinker) {
        return memcg.isRoot() || memcg.css().isOnline() ? Math.max(0, shrinker.getAsInt()) : 0;
    }

    @Override
    public boolean peekLooksAt(MemCgroup memcg) {
        return !memcg.css().peekOffline();
    }
}
