package kmemcg.trace;

import java.util.HashMap;
import java.util.Map;
import kmemcg.trace.Frame.Charge;
import kmemcg.trace.Group.Percpu;

/**
 * Per-CPU memory: charged without an object. A new cgroup's is charged to its parent, whoever makes it, since
 * mem_cgroup_css_alloc sets active_memcg (Linux 6.1); it is given back after its css_free.
 */
final class PercpuRules {
    private final Kernel kernel;
    private final LiveBytes live;
    /** How often each size is charged, by objcg. */
    private final Map<Long, Map<Long, Long>> outstanding = new HashMap<>();

    PercpuRules(Kernel kernel, LiveBytes live) {
        this.kernel = kernel;
        this.live = live;
    }

    /** mod_memcg_state of MEMCG_PERCPU_B: tells that the charge before it was for per-CPU memory. */
    void state(TraceLine line, Context context, boolean due) {
        long bytes = line.number("val");
        Charge charge = context.frame().charge;
        boolean charged = bytes > 0 && charge != null && charge.bytes() == bytes;
        kernel.ledger.check(
                Rule.PERCPU_RETURNED,
                due || charged,
                line,
                () -> "a charge or an uncharge of as many bytes before it",
                line::fields);
        if (charge != null && charged) {
            charged(line, context, charge);
        }
    }

    /** A charge whose object never came: of a cgroup being made it was for per-CPU memory, otherwise it is wrong. */
    void settle(TraceLine line, Context context) {
        Charge charge = context.frame().charge;
        if (charge == null) {
            return;
        }
        boolean making = context.work.allocatingFor != null && !kernel.meta.records("mod_memcg_state");
        kernel.ledger.check(
                Rule.OBJECT_SIZE,
                making,
                charge.line(),
                () -> "an allocation of %d bytes after it".formatted(charge.bytes() - Long.BYTES),
                () -> line.event() + " in line " + line.line());
        charged(line, context, charge);
    }

    private void charged(TraceLine line, Context context, Charge charge) {
        Percpu percpu = new Percpu(charge.objcg(), charge.bytes());
        outstanding.computeIfAbsent(charge.objcg(), unused -> new HashMap<>()).merge(charge.bytes(), 1L, Long::sum);
        context.frame().charge = null;
        Group group = kernel.owners.owner(charge.objcg());
        Group parent = context.work.allocatingFor;
        if (parent != null) {
            context.work.percpu.add(percpu);
            kernel.ledger.check(
                    Rule.PERCPU_RETURNED,
                    group == parent,
                    charge.line(),
                    () -> "a charge to the parent, " + parent,
                    () -> "a charge to " + group);
        }
        live.add(line, group, charge.bytes());
    }

    /** An uncharge without an object freed before it; true when so much per-CPU memory is charged to its objcg. */
    boolean uncharged(TraceLine line, Context context) {
        long objcg = line.address("objcg");
        long bytes = line.number("size");
        Map<Long, Long> sizes = outstanding.get(objcg);
        if (sizes == null || !sizes.containsKey(bytes)) {
            return false;
        }
        sizes.computeIfPresent(bytes, (size, count) -> count == 1 ? null : count - 1);
        if (sizes.isEmpty()) {
            outstanding.remove(objcg);
        }
        live.remove(kernel.owners.owner(objcg), bytes);
        Group freeing = context.work.freeing;
        if (freeing != null) {
            freeing.percpu.remove(new Percpu(objcg, bytes));
        }
        return true;
    }

    /** Another step of the worker that freed a group: by now the group's per-CPU memory was given back. */
    void checkReturned(TraceLine line, Context context) {
        Group freed = context.work.freeing;
        if (freed == null) {
            return;
        }
        context.work.freeing = null;
        kernel.ledger.check(
                Rule.PERCPU_RETURNED,
                freed.percpu.isEmpty(),
                line,
                () -> "first, objcg_uncharge of %s for %s".formatted(freed.percpu, freed),
                line::event);
    }

    /** Bytes of per-CPU memory still charged to an objcg. */
    long bytes(long objcg) {
        Map<Long, Long> sizes = outstanding.getOrDefault(objcg, Map.of());
        return sizes.entrySet().stream()
                .mapToLong(entry -> entry.getKey() * entry.getValue())
                .sum();
    }
}
