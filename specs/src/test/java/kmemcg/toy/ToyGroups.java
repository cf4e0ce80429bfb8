package kmemcg.toy;

import java.util.EnumSet;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.CgroupCore;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import org.jspecify.annotations.Nullable;

/** Groups, and nothing to charge to them: no caches, no objects, no lists, no stocks. */
public class ToyGroups extends CgroupCore implements KmemDesign {
    private final MemCgroup root;

    public ToyGroups(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.root = bootRoot(machine.task("boot", 0));
    }

    @Override
    public Set<Verb> vocabulary() {
        return EnumSet.of(Verb.MKDIR, Verb.RMDIR, Verb.ATTACH, Verb.USAGE);
    }

    @Override
    public Set<AllocFlag> allocFlags() {
        return Set.of();
    }

    @Override
    public Set<CacheFlag> cacheFlags() {
        return Set.of();
    }

    @Override
    public final MemCgroup root() {
        return root;
    }

    @Override
    protected final @Nullable MemCgroup cssAlloc(Task task, String name, @Nullable MemCgroup parent) {
        return task.tryAllocate(
                name,
                birth -> new ToyMemcg(machine, task, birth, parent, parent == null ? null : parent.memory(), this));
    }

    @Override
    protected final boolean cssOnline(Task task, MemCgroup memcg) {
        return true;
    }

    @Override
    protected final void cssOffline(Task task, MemCgroup memcg) {}

    @Override
    protected final void cssFree(Task task, MemCgroup memcg) {
        task.free(memcg);
    }

    @Override
    public final boolean setLimit(Task task, MemCgroup memcg, long pages) {
        memcg.memory().setMax(pages);
        return memcg.memory().read() <= pages;
    }

    @Override
    public final Process newProcess(Task task, String name) {
        return newProcess(name, root);
    }

    @Override
    public final long usage(Task task, MemCgroup memcg) {
        return memcg.memory().read();
    }
}
