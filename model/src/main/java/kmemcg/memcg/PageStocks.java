package kmemcg.memcg;

import kmemcg.machine.Held;
import kmemcg.machine.LocalLock;
import kmemcg.machine.Machine;
import kmemcg.machine.Mutex;
import kmemcg.machine.PerCpu;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.machine.Work;
import kmemcg.machine.WorkQueue;

/**
 * The page stocks, one per CPU, and their draining. Source: Linux 6.1 {@code mm/memcontrol.c}, from {@code consume_stock} to
 * {@code memcg_hotplug_cpu_dead}.
 *
 * <p>Draining all is best effort: a second drainer returns at once, and other CPUs drain later, in a work item.
 */
public abstract class PageStocks extends CgroupCore {
    private final LocalLock stockLock;
    private final PerCpu<PageStock> stocks;
    private final PerCpu<Work> drainWork;
    private final Mutex percpuChargeMutex;
    private final WorkQueue systemQueue;
    private final Word onlineCpus;

    protected PageStocks(Machine machine, Geometry geometry) {
        super(machine, geometry);
        this.stockLock = machine.localLock("memcg_stock.stock_lock");
        this.stocks = PerCpu.of(machine.cpus(), cpu -> new PageStock(machine, cpu));
        this.drainWork =
                PerCpu.of(machine.cpus(), cpu -> machine.work("drain_local_stock/" + cpu, this::drainLocalStock));
        this.percpuChargeMutex = machine.mutex("percpu_charge_mutex");
        this.systemQueue = machine.workQueue("events", machine.cpus());
        this.onlineCpus = machine.word("cpu_online_mask", (1L << machine.cpus()) - 1);
    }

    /**
     * {@code local_lock_irqsave} around both parts of a CPU's stock, that of pages and whatever a design adds. Interrupts are off
     * meanwhile, and since Linux 5.0 grace periods wait for that as for a read-side section.
     */
    protected final Held lockStock(Task task) {
        Held lock = stockLock.lock(task);
        Held interruptsOff = task.rcuReadLock();
        return () -> {
            interruptsOff.close();
            lock.close();
        };
    }

    /** {@code consume_stock}: takes pages from this CPU's stock if it has enough of this group's. */
    protected boolean consumeStock(Task task, MemCgroup memcg, long pages) {
        if (pages > geometry.chargeBatch()) {
            return false;
        }
        try (Held held = lockStock(task)) {
            PageStock stock = stocks.mine(task);
            long has = stock.pages().readOnce();
            if (stock.cached().readOnce() != memcg || has < pages) {
                return false;
            }
            stock.pages().writeOnce(has - pages);
            return true;
        }
    }

    /** {@code refill_stock}: puts charged pages into this CPU's stock. */
    protected void refillStock(Task task, MemCgroup memcg, long pages) {
        try (Held held = lockStock(task)) {
            refillStockLocked(task, memcg, pages);
        }
    }

    /** {@code __refill_stock}: with the stock lock held. */
    protected void refillStockLocked(Task task, MemCgroup memcg, long pages) {
        PageStock stock = stocks.mine(task);
        if (stock.cached().readOnce() != memcg) {
            drainStock(task, stock);
            memcg.css().get(task);
            stock.cached().writeOnce(memcg);
        }
        long now = stock.pages().readOnce() + pages;
        stock.pages().writeOnce(now);
        if (now > geometry.chargeBatch()) {
            drainStock(task, stock);
        }
    }

    /**
     * {@code drain_stock}: gives the pages back to the counters and drops the reference; with the stock lock held.
     *
     * <p>Deviation: the kernel (6.1 and later) puts the reference before it clears the pointer. If that put is the last, the group's last
     * grace period can begin, a drainer elsewhere can then enter a read-side section and still find the pointer, and the group is freed
     * under it. The explorer shows that; here the pointer goes first.
     */
    protected void drainStock(Task task, PageStock stock) {
        MemCgroup old = stock.cached().readOnce();
        if (old == null) {
            return;
        }
        long pages = stock.pages().readOnce();
        if (pages != 0) {
            old.memory().uncharge(task, pages);
            stock.pages().writeOnce(0);
        }
        stock.cached().writeOnce(null);
        old.css().put(task);
    }

    /** {@code drain_local_stock}: empties the stock of the task's CPU. */
    protected void drainLocalStock(Task task) {
        try (Held held = lockStock(task)) {
            drainStock(task, stocks.mine(task));
            stopFlushing(task);
        }
    }

    /** Clears the mark that keeps further drains away from the task's CPU. */
    protected final void stopFlushing(Task task) {
        stocks.mine(task).flags().andRelaxed(~PageStock.FLUSHING);
    }

    /** {@code drain_all_stock}: empties the stocks that hold something of a subtree. */
    protected void drainAllStock(Task task, MemCgroup subtree) {
        Held held = percpuChargeMutex.tryLock(task);
        if (held == null) {
            return;
        }
        try (held) {
            for (int cpu = 0; cpu < machine.cpus(); cpu++) {
                if (isOnline(cpu) && flushRequired(task, cpu, subtree)) {
                    flush(task, cpu);
                }
            }
        }
    }

    private boolean isOnline(int cpu) {
        return (onlineCpus.readOnce() & 1L << cpu) != 0;
    }

    /** Whether a CPU's stock holds something of a subtree; looks at it from outside, so only inside a read-side section. */
    protected boolean flushRequired(Task task, int cpu, MemCgroup subtree) {
        try (Held section = task.rcuReadLock()) {
            PageStock stock = stocks.on(cpu);
            MemCgroup memcg = stock.cached().readOnce();
            return (memcg != null && stock.pages().readOnce() != 0 && memcg.isIn(subtree))
                    || moreToFlush(task, cpu, subtree);
        }
    }

    /** Whether what a design adds to a CPU's stock holds something of a subtree; inside a read-side section. */
    protected abstract boolean moreToFlush(Task task, int cpu, MemCgroup subtree);

    private void flush(Task task, int cpu) {
        if ((stocks.on(cpu).flags().fetchOr(PageStock.FLUSHING) & PageStock.FLUSHING) != 0) {
            return;
        }
        if (cpu == task.cpu()) {
            drainLocalStock(task);
        } else {
            systemQueue.queueOn(task, cpu, drainWork.on(cpu));
        }
    }

    /** Marks a CPU as gone, then {@code memcg_hotplug_cpu_dead}: empties its stock from the CPU that is running. */
    public final void takeCpuDown(Task task, int cpu) {
        onlineCpus.fetchAnd(~(1L << cpu));
        cpuDead(task, cpu);
    }

    /** {@code memcg_hotplug_cpu_dead}: nothing runs on that CPU any more. */
    protected void cpuDead(Task task, int cpu) {
        try (Held held = lockStock(task)) {
            drainStock(task, stocks.on(cpu));
        }
    }

    /** Whether a CPU is up, for validators. */
    public final boolean peekOnline(int cpu) {
        return (onlineCpus.peek() & 1L << cpu) != 0;
    }

    /** A CPU's page stock. */
    public final PageStock pageStock(int cpu) {
        return stocks.on(cpu);
    }
}
