package kmemcg.design.objcg;

import java.util.EnumSet;
import java.util.Set;
import kmemcg.design.Verb;
import kmemcg.machine.Birth;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.LocalLock;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.PageCounter;
import kmemcg.memcg.ProtectedCounter;
import org.jspecify.annotations.Nullable;

/**
 * obj_cgroup as Linux 6.18 has it. Source: 6.18 {@code mm/memcontrol.c}. What differs from 6.1:
 * <ul>
 *   <li>the byte stock has a lock of its own that nobody waits for: who finds it taken charges whole pages, and leaves bytes that are
 *       freed to the obj_cgroup itself, which so may have several pages left over at its release;
 *   <li>a group keeps a reference on its first obj_cgroup until it is freed;
 *   <li>the root has no page stock: its charges go straight to the counters;
 *   <li>on the default hierarchy counters track protected usage ({@link ProtectedCounter}).
 * </ul>
 *
 * <p>Not modelled: page stocks for several groups at once, the trylock of the page stock, one work item each for the two kinds of stocks,
 * obj_cgroups cached in tasks, and list_lru with a lock for each list.
 */
public class Objcg618Design extends ObjcgDesign {
    private final LocalLock objStockLock;
    private final Word memcgOnDfl;

    public Objcg618Design(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.objStockLock = machine.localLock("obj_stock.lock");
        this.memcgOnDfl = machine.word("memcg_on_dfl", 0);
    }

    @Override
    public Set<Verb> vocabulary() {
        Set<Verb> words = EnumSet.of(Verb.PROTECT);
        words.addAll(super.vocabulary());
        return words;
    }

    @Override
    public void beginOnDefaultHierarchy(Task task) {
        memcgOnDfl.writePlain(1);
    }

    @Override
    public void protect(Task task, MemCgroup memcg, long pages) {
        if (memcg.memory() instanceof ProtectedCounter counter) {
            counter.setLow(pages);
        }
    }

    /** The root, made while the system boots, is told of protected usage whatever the hierarchy, and has none to tell of. */
    @Override
    protected PageCounter newCounter(Birth birth, @Nullable PageCounter parent) {
        if (parent == null) {
            return new ProtectedCounter(birth, "memory", null);
        }
        return memcgOnDfl.readOnce() == 0 ? super.newCounter(birth, parent) : newProtectedCounter(birth, parent);
    }

    /** {@code page_counter_init} with {@code protection_support}. */
    protected ProtectedCounter newProtectedCounter(Birth birth, PageCounter parent) {
        return new ProtectedCounter(birth, "memory", parent);
    }

    /** What a removed group protects counts no more, before anything is handed to its parent. */
    @Override
    protected void cssOffline(Task task, MemCgroup memcg) {
        protect(task, memcg, 0);
        super.cssOffline(task, memcg);
    }

    @Override
    protected ObjcgMemcg newMemcg(Task task, Birth birth, @Nullable MemCgroup parent, @Nullable PageCounter above) {
        return new OriginalMemcg(machine, task, birth, parent, above, this);
    }

    @Override
    protected boolean memcgOnlineKmem(Task task, MemCgroup memcg) {
        if (!super.memcgOnlineKmem(task, memcg)) {
            return false;
        }
        ObjCgroup own = ObjcgMemcg.of(memcg).objcg().readOnce();
        if (own != null) {
            own.refcnt().get(task);
            OriginalMemcg.of(memcg).original().writeOnce(own);
        }
        return true;
    }

    @Override
    protected void cssFree(Task task, MemCgroup memcg) {
        put(task, OriginalMemcg.of(memcg).original().readOnce());
        super.cssFree(task, memcg);
    }

    @Override
    protected @Nullable Held lockObjStock(Task task) {
        return objStockLock.tryLock(task);
    }

    /** The page stock has a lock of its own, which is free. */
    @Override
    protected void unchargeDrainedPages(Task task, ObjCgroup old, long pages) {
        objCgroupUnchargePages(task, old, pages);
    }

    @Override
    protected void drainLocalStock(Task task) {
        ObjCgroup old;
        try (Held held = objStockLock.lock(task)) {
            old = drainObjStock(task, objStock(task.cpu()));
        }
        put(task, old);
        try (Held held = lockStock(task)) {
            drainStock(task, pageStock(task.cpu()));
            stopFlushing(task);
        }
    }

    @Override
    protected void cpuDead(Task task, int cpu) {
        put(task, drainDeadObjStock(task, cpu));
        try (Held held = lockStock(task)) {
            drainStock(task, pageStock(cpu));
        }
    }

    @Override
    protected boolean tryChargeMemcg(Task task, MemCgroup memcg, long pages, Gfp gfp) {
        if (!memcg.isRoot()) {
            return super.tryChargeMemcg(task, memcg, pages, gfp);
        }
        memcg.memory().charge(pages);
        return true;
    }

    @Override
    protected void refillStock(Task task, MemCgroup memcg, long pages) {
        if (memcg.isRoot()) {
            memcg.memory().uncharge(task, pages);
        } else {
            super.refillStock(task, memcg, pages);
        }
    }

    /** The last gate before a stock; {@code VM_WARN_ON_ONCE(mem_cgroup_is_root(memcg))}. */
    @Override
    protected void refillStockLocked(Task task, MemCgroup memcg, long pages) {
        task.warn(memcg.isRoot(), Invariant.CONSERVATION, "refill_stock: the root has no stock");
        super.refillStockLocked(task, memcg, pages);
    }
}
