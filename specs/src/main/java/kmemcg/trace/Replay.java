package kmemcg.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kmemcg.property.reference.LifeCycle;
import kmemcg.property.reference.LifeCycle.Step;
import org.jspecify.annotations.Nullable;

/** Gives each line of a trace to the rules that know its event. */
final class Replay {
    /** What a rule family does with a line; {@code step} is the step that was due, if the line is one. */
    private interface Handler {
        void handle(TraceLine line, Context context, @Nullable Expected step);
    }

    /** Events that say nothing about accounting. */
    private static final Set<String> SILENT = Set.of(
            "tracing_mark_write",
            "sched_process_fork",
            "sched_process_exit",
            "mark_victim",
            "objcg_vec",
            "kmem_charge_page_ret",
            "kmem_uncharge_page",
            "slab_post_alloc_ret",
            "cache_destroy",
            "cache_shutdown",
            "cache_release",
            "rcu_barrier",
            "rcu_barrier_ret");

    private final Kernel kernel;
    private final Contexts contexts;
    private final CounterRules counters;
    private final Map<String, Handler> handlers = new HashMap<>();
    private @Nullable TraceLine last;

    Replay(Kernel kernel) {
        this.kernel = kernel;
        this.contexts = new Contexts(kernel.ledger);
        LifeCycle<Group> life = new LifeCycle<>(LifeRules.shown(kernel.meta));
        Ownership ownership = new Ownership(kernel, life);
        LiveBytes live = new LiveBytes(kernel);
        PercpuRules percpu = new PercpuRules(kernel, live);
        StockRules stocks = new StockRules(kernel, ownership);
        Refills refills = new Refills(kernel, ownership, stocks);
        LifeRules lives = new LifeRules(kernel, life, ownership, percpu);
        this.counters = new CounterRules(kernel, stocks);
        chargeHandlers(new ChargeRules(kernel, ownership, refills, percpu, live));
        unchargeHandlers(new UnchargeRules(kernel, ownership, stocks, refills, percpu, live), ownership, lives);
        counterHandlers(stocks, percpu);
        birthHandlers(lives);
        deathHandlers(lives, new CssReferences(kernel));
    }

    private void chargeHandlers(ChargeRules charges) {
        handlers.put("objcg_charge", (line, context, step) -> charges.charge(line, context));
        handlers.put("objcg_charge_ret", (line, context, step) -> charges.returned(line, context.frame()));
        handlers.put("slab_post_alloc", (line, context, step) -> charges.hook(line, context.frame()));
        handlers.put("kmem_cache_alloc", (line, context, step) -> charges.allocated(line, context));
        handlers.put("kmalloc", (line, context, step) -> charges.allocated(line, context));
    }

    private void unchargeHandlers(UnchargeRules uncharges, Ownership ownership, LifeRules lives) {
        handlers.put("kmem_cache_free", (line, context, step) -> uncharges.freed(line, context.frame()));
        handlers.put("kfree", (line, context, step) -> uncharges.freed(line, context.frame()));
        handlers.put("slab_free_hook", (line, context, step) -> {});
        handlers.put("objcg_uncharge", (line, context, step) -> uncharges.uncharge(line, context, step != null));
        handlers.put(
                "refill_obj_stock", (line, context, step) -> uncharges.refill(line, context.frame(), step != null));
        handlers.put("mod_objcg_state", (line, context, step) -> uncharges.state(line, context.frame(), step != null));
        handlers.put("objcg_release", (line, context, step) -> {
            Group made = ownership.madeFor(line.address("objcg"));
            boolean free = !kernel.meta.layout().objcgOutlivesGroup() || lives.isFreed(made);
            uncharges.release(line, context.frame(), free);
        });
    }

    private void counterHandlers(StockRules stocks, PercpuRules percpu) {
        handlers.put("pc_try_charge", (line, context, step) -> counters.tryCharge(line, context.frame(), step != null));
        handlers.put("pc_try_charge_ret", (line, context, step) -> counters.tryChargeReturned(line, context.frame()));
        handlers.put("pc_charge", (line, context, step) -> counters.charge(line, context.frame(), step != null));
        handlers.put("pc_uncharge", (line, context, step) -> counters.uncharge(line, context.frame(), step != null));
        handlers.put("drain_local_stock", (line, context, step) -> stocks.drainLocal(line, context.frame()));
        handlers.put("drain_obj_stock", (line, context, step) -> stocks.drainBytes(line, context.frame(), step));
        handlers.put("drain_stock", (line, context, step) -> stocks.drainPages(line, context.frame(), step));
        handlers.put("objcg_uncharge_pages", (line, context, step) -> stocks.uncharge(line, context.frame(), step));
        handlers.put("kmem_charge_page", (line, context, step) -> stocks.chargePage(line, context.frame()));
        handlers.put("mod_memcg_state", (line, context, step) -> {
            if (line.number("idx") == kernel.meta.layout().kmemItem()) {
                stocks.kernelPages(line, context.frame(), step != null);
            } else if (line.number("idx") == kernel.meta.layout().percpuItem()) {
                percpu.state(line, context, step != null);
            }
        });
        handlers.put("mm_vmscan_memcg_reclaim_begin", (line, context, step) -> context.enter());
        handlers.put("mm_vmscan_memcg_reclaim_end", (line, context, step) -> contexts.finish(line, context.leave()));
    }

    private void birthHandlers(LifeRules lives) {
        handlers.put("css_alloc", (line, context, step) -> lives.allocating(line, context));
        handlers.put("css_alloc_ret", (line, context, step) -> lives.allocated(line, context));
        handlers.put("css_online", (line, context, step) -> lives.online(line, context));
        handlers.put("cgroup_mkdir", (line, context, step) -> lives.mkdir(line, context));
        handlers.put("cgroup_attach_task", (line, context, step) -> lives.attach(line));
    }

    private void deathHandlers(LifeRules lives, CssReferences references) {
        handlers.put("cgroup_rmdir", (line, context, step) -> lives.rmdir(line));
        handlers.put("css_killed_ref", (line, context, step) -> {
            references.killed(line);
            lives.reference(line, Step.KILL_CONFIRMED);
        });
        handlers.put("css_killed_work", (line, context, step) -> {
            references.killWork(line);
            lives.killWork(context);
        });
        handlers.put("css_offline", (line, context, step) -> lives.offline(line, context));
        handlers.put("offline_kmem", (line, context, step) -> lives.offlineKmem(line, context));
        handlers.put("reparent_list_lrus", (line, context, step) -> lives.reparentLrus(line, context));
        handlers.put("drain_all_stock", (line, context, step) -> lives.drainAll(line, context));
        handlers.put("drain_all_stock_slow", (line, context, step) -> lives.drainAll(line, context));
        handlers.put("css_offline_ret", (line, context, step) -> lives.offlineDone(line, context));
        handlers.put("css_release_ref", (line, context, step) -> {
            references.unreferenced(line);
            lives.reference(line, Step.UNREFERENCED);
        });
        handlers.put("css_released", (line, context, step) -> lives.released(line, context));
        handlers.put("css_free_rwork", (line, context, step) -> {
            references.freeWork(line);
            lives.freeWork(line, context);
        });
        handlers.put("css_free", (line, context, step) -> lives.free(line, context));
        handlers.put("cgroup_release", (line, context, step) -> lives.cgroupReleased(line, context));
    }

    /** Replays one line. */
    void line(TraceLine line) {
        TraceLine before = last;
        kernel.ledger.check(
                Rule.TIME_ORDER,
                before == null || before.micros() <= line.micros(),
                line,
                () -> "a time at or after that of the line before",
                () -> "an earlier one");
        last = line;
        Handler handler = handlers.get(line.event());
        if (handler == null) {
            if (!SILENT.contains(line.event())) {
                kernel.ledger.unknownEvent(line.event());
            }
            return;
        }
        kernel.byteStocks.lineOn(line.cpu());
        Context context = contexts.of(line);
        Frame frame = context.frame();
        counters.settle(line, frame);
        Expected step = contexts.meet(line, frame);
        handler.handle(line, context, step);
        frame.expire(line);
        contexts.forgetIfIdle(line, context);
    }
}
