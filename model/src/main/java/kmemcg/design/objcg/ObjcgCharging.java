package kmemcg.design.objcg;

import kmemcg.machine.Held;
import kmemcg.machine.Machine;
import kmemcg.machine.PerCpu;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;
import org.jspecify.annotations.Nullable;

/**
 * Charging bytes: out of this CPU's byte stock, else whole pages whose rest goes into it. Source: Linux 6.1
 * {@code mm/memcontrol.c}, from {@code consume_obj_stock} to {@code obj_cgroup_uncharge}.
 *
 * <p>A stock serves one obj_cgroup at a time. Its references and charges are handed on outside the stock lock, since the last
 * put of an obj_cgroup takes locks of its own and fills stocks again.
 */
abstract class ObjcgCharging extends ObjcgOwnership {
    private final PerCpu<ObjStock> objStocks;

    ObjcgCharging(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.objStocks = PerCpu.of(machine.cpus(), cpu -> new ObjStock(machine, cpu));
    }

    /** {@code obj_cgroup_charge}: the caller holds a reference; false if the limit does not allow it. */
    protected boolean objCgroupCharge(Task task, ObjCgroup objcg, long bytes, Gfp gfp) {
        if (consumeObjStock(task, objcg, bytes)) {
            return true;
        }
        long rest = bytes % geometry.pageSize();
        long pages = bytes / geometry.pageSize() + (rest == 0 ? 0 : 1);
        if (!objCgroupChargePages(task, objcg, pages, gfp)) {
            return false;
        }
        if (rest != 0) {
            refillObjStock(task, objcg, geometry.pageSize() - rest, false);
        }
        return true;
    }

    /** {@code obj_cgroup_uncharge}. */
    protected void objCgroupUncharge(Task task, ObjCgroup objcg, long bytes) {
        refillObjStock(task, objcg, bytes, true);
    }

    /** {@code obj_cgroup_charge_pages}. */
    protected boolean objCgroupChargePages(Task task, ObjCgroup objcg, long pages, Gfp gfp) {
        MemCgroup memcg = memcgOf(task, objcg);
        boolean charged = tryChargeMemcg(task, memcg, pages, gfp);
        if (charged) {
            memcgAccountKmem(task, memcg, pages);
        }
        memcg.css().put(task);
        return charged;
    }

    @Override
    protected void objCgroupUnchargePages(Task task, ObjCgroup objcg, long pages) {
        MemCgroup memcg = memcgOf(task, objcg);
        memcgAccountKmem(task, memcg, -pages);
        refillStock(task, memcg, pages);
        memcg.css().put(task);
    }

    /** {@code memcg_account_kmem}: a statistic, on this CPU. */
    protected void memcgAccountKmem(Task task, MemCgroup memcg, long pages) {
        memcg.kernelPages().add(task, pages);
    }

    /** {@code consume_obj_stock}. */
    protected boolean consumeObjStock(Task task, ObjCgroup objcg, long bytes) {
        try (Held held = lockObjStock(task)) {
            if (held == null) {
                return false;
            }
            ObjStock stock = objStocks.mine(task);
            long has = stock.bytes().readOnce();
            if (stock.cached().readOnce() != objcg || has < bytes) {
                return false;
            }
            stock.bytes().writeOnce(has - bytes);
            return true;
        }
    }

    /**
     * {@code refill_obj_stock}: puts bytes into this CPU's stock, which may have to change its owner first; if it does, whole
     * pages above one go back in any case.
     *
     * @param allowUncharge whether they go back to the same owner too; not right after a charge, which would undo it
     */
    protected void refillObjStock(Task task, ObjCgroup objcg, long bytes, boolean allowUncharge) {
        ObjCgroup old;
        long pages;
        try (Held held = lockObjStock(task)) {
            if (held == null) {
                refillPastStock(task, objcg, bytes);
                return;
            }
            ObjStock stock = objStocks.mine(task);
            boolean changes = stock.cached().readOnce() != objcg;
            old = changes ? changeOwner(task, stock, objcg) : null;
            long now = stock.bytes().readOnce() + bytes;
            boolean tooMany = (allowUncharge || changes) && now > geometry.pageSize();
            pages = tooMany ? now / geometry.pageSize() : 0;
            stock.bytes().writeOnce(now - pages * geometry.pageSize());
        }
        put(task, old);
        if (pages != 0) {
            objCgroupUnchargePages(task, objcg, pages);
        }
    }

    /** The lock of this CPU's byte stock, which is that of its page stock, too; null if somebody is inside and is not waited for. */
    protected @Nullable Held lockObjStock(Task task) {
        return lockStock(task);
    }

    /** Bytes that no stock can be had for go to the obj_cgroup itself, and whole pages back. */
    protected final void refillPastStock(Task task, ObjCgroup objcg, long bytes) {
        objcg.chargedBytes().addReturnRelaxed(bytes % geometry.pageSize());
        long pages = bytes / geometry.pageSize();
        if (pages != 0) {
            objCgroupUnchargePages(task, objcg, pages);
        }
    }

    private @Nullable ObjCgroup changeOwner(Task task, ObjStock stock, ObjCgroup objcg) {
        ObjCgroup old = drainObjStock(task, stock);
        objcg.refcnt().get(task);
        stock.cached().writeOnce(objcg);
        boolean hasCharged = objcg.chargedBytes().readOnce() != 0;
        stock.bytes().writeOnce(hasCharged ? objcg.chargedBytes().xchg(0) : 0);
        return old;
    }

    /**
     * {@code drain_obj_stock}: with the stock lock held, whole pages to the page stock, the rest to the obj_cgroup; whose
     * reference the caller puts after unlocking.
     */
    protected @Nullable ObjCgroup drainObjStock(Task task, ObjStock stock) {
        ObjCgroup old = stock.cached().readOnce();
        if (old == null) {
            return null;
        }
        long bytes = stock.bytes().readOnce();
        if (bytes != 0) {
            long pages = bytes / geometry.pageSize();
            if (pages != 0) {
                unchargeDrainedPages(task, old, pages);
            }
            old.chargedBytes().addReturnRelaxed(bytes % geometry.pageSize());
            stock.bytes().writeOnce(0);
        }
        stock.cached().writeOnce(null);
        return old;
    }

    /** {@code obj_cgroup_uncharge_pages} as {@code drain_obj_stock} does it: the stock lock is held already. */
    protected void unchargeDrainedPages(Task task, ObjCgroup old, long pages) {
        MemCgroup memcg = memcgOf(task, old);
        memcgAccountKmem(task, memcg, -pages);
        refillStockLocked(task, memcg, pages);
        memcg.css().put(task);
    }

    @Override
    protected void drainLocalStock(Task task) {
        ObjCgroup old;
        try (Held held = lockStock(task)) {
            old = drainObjStock(task, objStocks.mine(task));
            drainStock(task, pageStock(task.cpu()));
            stopFlushing(task);
        }
        put(task, old);
    }

    /** {@code obj_stock_flush_required}: one read of the pointer, which the owning CPU may clear at any time. */
    @Override
    protected boolean moreToFlush(Task task, int cpu, MemCgroup subtree) {
        ObjCgroup objcg = objStocks.on(cpu).cached().readOnce();
        return objcg != null && objCgroupMemcg(objcg).isIn(subtree);
    }

    @Override
    protected void cpuDead(Task task, int cpu) {
        ObjCgroup old;
        try (Held held = lockStock(task)) {
            old = drainDeadObjStock(task, cpu);
            drainStock(task, pageStock(cpu));
        }
        put(task, old);
    }

    /** The byte part of {@link #cpuDead}; whose reference the caller puts after unlocking. */
    protected @Nullable ObjCgroup drainDeadObjStock(Task task, int cpu) {
        return drainObjStock(task, objStocks.on(cpu));
    }

    /** A CPU's byte stock. */
    public final ObjStock objStock(int cpu) {
        return objStocks.on(cpu);
    }
}
