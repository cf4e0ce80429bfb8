package kmemcg.design.ownership;

import kmemcg.machine.Held;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Machine;
import kmemcg.machine.PerCpu;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.Gfp;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.TryCharge;
import org.jspecify.annotations.Nullable;

/**
 * Charging bytes to owners: out of this CPU's byte stock, else whole pages whose rest goes into it. Source: Linux 6.1
 * {@code mm/memcontrol.c}, from {@code consume_obj_stock} to {@code obj_cgroup_uncharge}.
 *
 * <p>A stock serves one owner at a time. Its references and charges are handed on outside the stock lock, since the last
 * put of an obj_cgroup takes locks of its own and fills stocks again.
 *
 * @param <O> what owns: an obj_cgroup, a group
 */
abstract class ByteCharging<O extends KernelObject> extends TryCharge {
    private final PerCpu<ObjStock<O>> objStocks;

    ByteCharging(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.objStocks = PerCpu.of(machine.cpus(), cpu -> new ObjStock<>(machine, cpu));
    }

    /** A further reference on an owner, by somebody who holds one. */
    protected abstract void get(Task task, O owner);

    /** Drops a reference on an owner, if there is one. */
    protected abstract void put(Task task, @Nullable O owner);

    /** {@code obj_cgroup_memcg}: the group that pays; good to the end of the read-side section, unless the owner keeps it. */
    protected abstract MemCgroup objCgroupMemcg(O owner);

    /** {@code objcg->nr_charged_bytes}: charged, but neither in an object nor in a stock. */
    protected abstract Word chargedBytes(O owner);

    /** {@code obj_cgroup_charge_pages}: the caller holds a reference; false if the limit does not allow it. */
    protected abstract boolean objCgroupChargePages(Task task, O owner, long pages, Gfp gfp);

    /** {@code obj_cgroup_uncharge_pages}: to this CPU's page stock. */
    protected abstract void objCgroupUnchargePages(Task task, O owner, long pages);

    /** {@code obj_cgroup_uncharge_pages} as {@code drain_obj_stock} does it: the stock lock is held already. */
    protected abstract void unchargeDrainedPages(Task task, O old, long pages);

    /** {@code obj_cgroup_charge}: the caller holds a reference; false if the limit does not allow it. */
    protected boolean objCgroupCharge(Task task, O objcg, long bytes, Gfp gfp) {
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
    protected void objCgroupUncharge(Task task, O objcg, long bytes) {
        refillObjStock(task, objcg, bytes, true);
    }

    /** {@code consume_obj_stock}. */
    protected boolean consumeObjStock(Task task, O objcg, long bytes) {
        try (Held held = lockObjStock(task)) {
            if (held == null) {
                return false;
            }
            ObjStock<O> stock = objStocks.mine(task);
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
    protected void refillObjStock(Task task, O objcg, long bytes, boolean allowUncharge) {
        O old;
        long pages;
        try (Held held = lockObjStock(task)) {
            if (held == null) {
                refillPastStock(task, objcg, bytes);
                return;
            }
            ObjStock<O> stock = objStocks.mine(task);
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

    /** Bytes that no stock can be had for go to the owner itself, and whole pages back. */
    protected final void refillPastStock(Task task, O objcg, long bytes) {
        chargedBytes(objcg).addReturnRelaxed(bytes % geometry.pageSize());
        long pages = bytes / geometry.pageSize();
        if (pages != 0) {
            objCgroupUnchargePages(task, objcg, pages);
        }
    }

    private @Nullable O changeOwner(Task task, ObjStock<O> stock, O objcg) {
        O old = drainObjStock(task, stock);
        get(task, objcg);
        stock.cached().writeOnce(objcg);
        boolean hasCharged = chargedBytes(objcg).readOnce() != 0;
        stock.bytes().writeOnce(hasCharged ? chargedBytes(objcg).xchg(0) : 0);
        return old;
    }

    /**
     * {@code drain_obj_stock}: with the stock lock held, whole pages to the page stock, the rest to the owner; whose
     * reference the caller puts after unlocking.
     */
    protected @Nullable O drainObjStock(Task task, ObjStock<O> stock) {
        O old = stock.cached().readOnce();
        if (old == null) {
            return null;
        }
        long bytes = stock.bytes().readOnce();
        if (bytes != 0) {
            long pages = bytes / geometry.pageSize();
            if (pages != 0) {
                unchargeDrainedPages(task, old, pages);
            }
            chargedBytes(old).addReturnRelaxed(bytes % geometry.pageSize());
            stock.bytes().writeOnce(0);
        }
        stock.cached().writeOnce(null);
        return old;
    }

    @Override
    protected void drainLocalStock(Task task) {
        O old;
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
        O objcg = objStocks.on(cpu).cached().readOnce();
        return objcg != null && objCgroupMemcg(objcg).isIn(subtree);
    }

    @Override
    protected void cpuDead(Task task, int cpu) {
        O old;
        try (Held held = lockStock(task)) {
            old = drainDeadObjStock(task, cpu);
            drainStock(task, pageStock(cpu));
        }
        put(task, old);
    }

    /** The byte part of {@link #cpuDead}; whose reference the caller puts after unlocking. */
    protected @Nullable O drainDeadObjStock(Task task, int cpu) {
        return drainObjStock(task, objStocks.on(cpu));
    }

    /** A CPU's byte stock. */
    public final ObjStock<O> objStock(int cpu) {
        return objStocks.on(cpu);
    }
}
