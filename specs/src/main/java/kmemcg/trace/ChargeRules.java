package kmemcg.trace;

import java.util.List;
import kmemcg.property.reference.ByteCharge;
import kmemcg.trace.Frame.Charge;
import kmemcg.trace.Frame.Want;

/** obj_cgroup_charge and the object or per-CPU memory it is for. */
final class ChargeRules {
    private final Kernel kernel;
    private final Ownership ownership;
    private final Refills refills;
    private final PercpuRules percpu;
    private final LiveBytes live;

    ChargeRules(Kernel kernel, Ownership ownership, Refills refills, PercpuRules percpu, LiveBytes live) {
        this.kernel = kernel;
        this.ownership = ownership;
        this.refills = refills;
        this.percpu = percpu;
        this.live = live;
    }

    /** objcg_charge: from the byte stock if it holds enough, else from pages, whose rest is put there. */
    void charge(TraceLine line, Context context) {
        Frame frame = context.frame();
        Group group = ownership.named(line);
        ownership.isOwn(line, group);
        percpu.settle(line, context);
        long objcg = line.address("objcg");
        long size = line.number("size");
        checkHook(line, frame, size);
        frame.charge = new Charge(line, objcg, size);
        frame.stated = false;
        frame.stateOf = objcg;
        frame.pagesSettled();
        CpuByteStock stock = kernel.byteStocks.on(line.cpu());
        refills.adoptIfUnknown(stock, objcg);
        if (stock.holds(objcg) && stock.stock.bytes() + stock.unseen.low() >= size) {
            kernel.ledger.check(Rule.BYTE_STOCK_HIT, true, line, () -> "", () -> "");
            stock.adjust(-size);
        } else {
            fromPages(line, frame, group, stock, size);
        }
    }

    /** objcg_charge_ret: nothing was charged. */
    void returned(TraceLine line, Frame frame) {
        if (line.number("ret") < 0) {
            frame.due.clear();
            frame.charge = null;
            frame.pagesSettled();
        }
    }

    /** slab_post_alloc: which object the charge after it is for. */
    void hook(TraceLine line, Frame frame) {
        frame.hook = line;
    }

    /** kmem_cache_alloc and kmalloc: the object a charge just before was for, or one that is not charged. */
    void allocated(TraceLine line, Context context) {
        Frame frame = context.frame();
        long object = line.address("ptr");
        Charge charge = frame.charge;
        if (object == 0 || charge == null || line.word("accounted").equals("false")) {
            checkNotCharged(line, object);
            return;
        }
        long size = line.number("bytes_alloc") + Long.BYTES;
        TraceLine hook = frame.hook;
        boolean sameObject = hook == null || hook.address("ptr") == object;
        kernel.ledger.check(
                Rule.OBJECT_SIZE,
                size == charge.bytes() && sameObject,
                line,
                () -> "the object of %d bytes charged in line %d%s"
                        .formatted(
                                charge.bytes() - Long.BYTES,
                                charge.line().line(),
                                hook == null ? "" : " at " + hook.word("ptr")),
                () -> "ptr=%s bytes_alloc=%s".formatted(line.word("ptr"), line.word("bytes_alloc")));
        checkStated(line, frame);
        born(line, object, charge);
        frame.charge = null;
        frame.hook = null;
        frame.pagesSettled();
    }

    private void fromPages(TraceLine line, Frame frame, Group group, CpuByteStock stock, long size) {
        long objcg = line.address("objcg");
        long pageSize = kernel.meta.pageSize();
        ByteCharge charge = ByteCharge.of(size, pageSize);
        frame.want = new Want(group, charge.pages());
        List<Expected> rest = rest(line, frame, objcg, charge.rest());
        List<Expected> steps = kernel.kernelPagesMove(group, charge.pages());
        steps.addAll(rest);
        if (steps.isEmpty()) {
            return;
        }
        // a hit that the replay did not foresee shows by none of the steps coming
        Expected first = steps.get(0).afterAttempts();
        if (first.rule() == Rule.KMEM_WITH_STATE) {
            steps.forEach(Expected::afterAttempts);
            first.unless(seen -> seen == null && servedAfterAll(frame, stock, objcg, size, steps));
        }
        kernel.ledger.check(Rule.BYTE_STOCK_HIT, true, line, () -> "", () -> "");
        frame.next(steps);
    }

    /** What a page charge leaves over goes to the byte stock. */
    private List<Expected> rest(TraceLine line, Frame frame, long objcg, long bytes) {
        if (bytes == 0) {
            return List.of();
        }
        if (!kernel.meta.records("refill_obj_stock")) {
            List<Expected> steps = refills.put(line.cpu(), frame, objcg, bytes, false);
            steps.forEach(Expected::afterAttempts);
            return steps;
        }
        return List.of(new Expected(Rule.BYTE_STOCK_HIT, "refill_obj_stock")
                .address("objcg", objcg)
                .number("bytes", bytes)
                .number("allow", 0));
    }

    private boolean servedAfterAll(Frame frame, CpuByteStock stock, long objcg, long size, List<Expected> steps) {
        boolean held =
                stock.holds(objcg) && kernel.byteStocks.observe(stock, Range.atLeast(size - stock.stock.bytes()));
        if (held) {
            stock.adjust(-size);
            frame.due.removeAll(steps);
            frame.pagesSettled();
        }
        return held;
    }

    private void checkHook(TraceLine line, Frame frame, long size) {
        TraceLine hook = frame.hook;
        if (hook != null) {
            long wanted = (hook.number("size") + Long.BYTES) * hook.number("n");
            kernel.ledger.check(Rule.OBJECT_SIZE, wanted == size, line, () -> "size=" + wanted, () -> "size=" + size);
        }
    }

    private void checkNotCharged(TraceLine line, long object) {
        boolean taken = object != 0 && kernel.objects.charge(object) != null;
        kernel.ledger.check(
                Rule.CHARGED_ONCE,
                !taken,
                line,
                () -> "a free of the charged object at this address first",
                () -> "ptr=" + line.word("ptr"));
    }

    private void checkStated(TraceLine line, Frame frame) {
        if (kernel.meta.records("mod_objcg_state")) {
            kernel.ledger.check(Rule.SLAB_STATE, frame.stated, line, () -> "mod_objcg_state first", () -> line.event());
        }
    }

    private void born(TraceLine line, long object, Charge charge) {
        boolean fresh = kernel.objects.charge(object, charge.objcg(), charge.bytes()) == null;
        kernel.ledger.check(
                Rule.CHARGED_ONCE,
                fresh,
                line,
                () -> "a free of the charged object at this address first",
                () -> "ptr=" + line.word("ptr"));
        Group group = kernel.owners.owner(charge.objcg());
        kernel.slabBytes.add(group, charge.bytes());
        kernel.statChanged(group, line.micros());
        live.add(line, group, charge.bytes());
    }
}
