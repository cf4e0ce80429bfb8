package kmemcg.design.caches;

import java.util.function.BiConsumer;
import kmemcg.machine.Birth;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Task;
import kmemcg.machine.Work;

/** {@code struct memcg_kmem_cache_create_work}: a cache that is to be made for a group, on which it holds a css reference. */
public final class CreateWork extends KernelObject {
    private final CacheMemcg memcg;
    private final MemcgCache root;
    private final Work work;

    CreateWork(Birth birth, CacheMemcg memcg, MemcgCache root, BiConsumer<Task, CreateWork> function) {
        super(birth);
        this.memcg = memcg;
        this.root = root;
        this.work = birth.work(birth.name(), worker -> function.accept(worker, this));
    }

    /** For whom. */
    public CacheMemcg memcg() {
        return memcg;
    }

    /** Whose child. */
    public MemcgCache root() {
        return root;
    }

    Work work() {
        return work;
    }
}
