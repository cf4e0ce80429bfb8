package kmemcg.trace;

import java.util.ArrayList;
import java.util.List;
import kmemcg.property.reference.LiveObjects.Charge;
import org.jspecify.annotations.Nullable;

/** The free of an object, obj_cgroup_uncharge, refill_obj_stock and the release of an objcg. */
final class UnchargeRules {
    private final Kernel kernel;
    private final Ownership ownership;
    private final StockRules stocks;
    private final Refills refills;
    private final PercpuRules percpu;
    private final LiveBytes live;

    UnchargeRules(
            Kernel kernel,
            Ownership ownership,
            StockRules stocks,
            Refills refills,
            PercpuRules percpu,
            LiveBytes live) {
        this.kernel = kernel;
        this.ownership = ownership;
        this.stocks = stocks;
        this.refills = refills;
        this.percpu = percpu;
        this.live = live;
    }

    /** kmem_cache_free and kfree: a charged object's bytes are given back at once, to the objcg they came from. */
    void freed(TraceLine line, Frame frame) {
        Charge<Long> charge = kernel.objects.free(line.address("ptr"));
        if (charge == null) {
            frame.freed = line;
            return;
        }
        Group group = kernel.owners.owner(charge.objcg());
        kernel.slabBytes.add(group, -charge.bytes());
        kernel.statChanged(group, line.micros());
        live.remove(group, charge.bytes());
        frame.next(givenBack(line, charge));
    }

    private List<Expected> givenBack(TraceLine line, Charge<Long> charge) {
        List<Expected> steps = new ArrayList<>();
        if (kernel.meta.layout().unchargeInlined()) {
            steps.add(new Expected(Rule.UNCHARGE_MATCHES_CHARGE, "slab_free_hook")
                    .address("ptr", line.address("ptr"))
                    .number("size", charge.bytes() - Long.BYTES));
            steps.add(refill(charge.objcg(), charge.bytes()));
        } else {
            steps.add(new Expected(Rule.UNCHARGE_MATCHES_CHARGE, "objcg_uncharge")
                    .address("objcg", charge.objcg())
                    .number("size", charge.bytes()));
        }
        steps.add(new Expected(Rule.SLAB_STATE, "mod_objcg_state")
                .address("objcg", charge.objcg())
                .number("nr", -charge.bytes()));
        return kernel.recorded(steps.toArray(new Expected[0]));
    }

    private static Expected refill(long objcg, long bytes) {
        return new Expected(Rule.UNCHARGE_MATCHES_CHARGE, "refill_obj_stock")
                .address("objcg", objcg)
                .number("bytes", bytes)
                .number("allow", 1);
    }

    /** objcg_uncharge: of the object just freed, of one that could not be allocated, or of per-CPU memory. */
    void uncharge(TraceLine line, Context context, boolean due) {
        Frame frame = context.frame();
        ownership.named(line);
        long objcg = line.address("objcg");
        long size = line.number("size");
        boolean ofGroup = context.work.freeing != null;
        boolean isObject = due || (!ofGroup && isUnseenObject(line, frame));
        boolean isPercpu = !isObject && isPercpu(line, context, frame);
        List<Expected> steps = new ArrayList<>();
        if (kernel.meta.records("refill_obj_stock")) {
            steps.add(refill(objcg, size));
        } else {
            steps.addAll(refills.put(line.cpu(), frame, objcg, size, true));
        }
        if (isPercpu) {
            steps.addAll(kernel.recorded(new Expected(Rule.PERCPU_RETURNED, "mod_memcg_state")
                    .number("idx", kernel.meta.layout().percpuItem())
                    .number("val", -size)));
        }
        frame.next(steps);
    }

    /** A free whose charge was before the first line: possible only for an objcg as old. */
    private boolean isUnseenObject(TraceLine line, Frame frame) {
        long objcg = line.address("objcg");
        boolean unseen = frame.freed != null && ownership.isOlder(objcg);
        if (unseen) {
            kernel.ledger.excuse(Excuse.OBJECT_OLDER_THAN_TRACE);
            frame.freed = null;
            Group owner = kernel.owners.owner(objcg);
            kernel.slabBytes.add(owner, -line.number(line.has("size") ? "size" : "bytes"));
            kernel.statChanged(owner, line.micros());
        }
        return unseen;
    }

    private boolean isPercpu(TraceLine line, Context context, Frame frame) {
        Frame.Charge failed = frame.charge;
        if (failed != null && failed.objcg() == line.address("objcg") && failed.bytes() == line.number("size")) {
            frame.charge = null;
            return false;
        }
        boolean percpuCharged = percpu.uncharged(line, context);
        boolean older = !percpuCharged && ownership.isOlder(line.address("objcg"));
        if (older) {
            kernel.ledger.excuse(Excuse.OBJECT_OLDER_THAN_TRACE);
        }
        kernel.ledger.check(
                Rule.UNCHARGE_MATCHES_CHARGE,
                percpuCharged || older,
                line,
                () -> "a free of an object charged %s to objcg=%s before it"
                        .formatted(line.word("size"), line.word("objcg")),
                line::fields);
        return percpuCharged || older;
    }

    /** refill_obj_stock: with allow=1 an uncharge, with allow=0 the rest of a page just charged. */
    void refill(TraceLine line, Frame frame, boolean due) {
        ownership.named(line);
        boolean uncharges = line.number("allow") == 1;
        if (!due && !(uncharges && kernel.meta.layout().unchargeInlined() && isUnseenObject(line, frame))) {
            kernel.ledger.check(
                    uncharges ? Rule.UNCHARGE_MATCHES_CHARGE : Rule.BYTE_STOCK_HIT,
                    false,
                    line,
                    () -> uncharges ? "an uncharge of as many bytes before it" : "a charge of pages before it",
                    line::fields);
        }
        long objcg = line.address("objcg");
        frame.next(refills.put(line.cpu(), frame, objcg, line.number("bytes"), uncharges));
        frame.stateOf = objcg;
    }

    /** mod_objcg_state: slab bytes of the object just charged or freed; it may turn the byte stock, too. */
    void state(TraceLine line, Frame frame, boolean due) {
        long objcg = line.address("objcg");
        if (!due) {
            Frame.Charge charge = frame.charge;
            boolean ofCharge =
                    charge != null && !frame.stated && charge.objcg() == objcg && charge.bytes() == line.number("nr");
            frame.stated |= ofCharge;
            kernel.ledger.check(
                    Rule.SLAB_STATE,
                    ofCharge,
                    line,
                    () -> charge == null
                            ? "a charge or a free before it"
                            : "once, objcg=0x%x nr=%d".formatted(charge.objcg(), charge.bytes()),
                    line::fields);
        }
        frame.next(refills.turn(line.cpu(), objcg));
    }

    /** objcg_release: nothing live, whole pages left over, and on 6.12 the group it was made for is freed. */
    void release(TraceLine line, Frame frame, boolean madeForIsFreed) {
        Group owner = ownership.named(line);
        long objcg = line.address("objcg");
        long bytes = line.number("nr_charged_bytes");
        long charged = kernel.objects.bytes(objcg) + percpu.bytes(objcg);
        check(line, charged == 0, "no live bytes", charged + " live bytes");
        check(line, bytes % kernel.meta.pageSize() == 0, "whole pages", bytes + " bytes left over");
        check(line, madeForIsFreed, "css_free of the cgroup it was made for, first", "not freed yet");
        kernel.groups.locate(owner, line.address("memcg"));
        check(line, owner.address == line.address("memcg"), "memcg of " + owner, "memcg=" + line.word("memcg"));
        checkLeftovers(line, objcg, bytes);
        long pages = bytes / kernel.meta.pageSize();
        if (pages > 0 && kernel.meta.records("objcg_uncharge_pages")) {
            frame.due.addFirst(new Expected(Rule.OBJCG_RELEASE, "objcg_uncharge_pages")
                    .address("objcg", objcg)
                    .number("nr", pages)
                    .then(() -> ownership.release(objcg)));
        } else {
            giveBack(line, frame, owner, pages);
            ownership.release(objcg);
        }
    }

    /** Where the pages' own line is not recorded, only what they bring about is. */
    private void giveBack(TraceLine line, Frame frame, Group owner, long pages) {
        if (pages > 0) {
            frame.next(stocks.giveBack(line.cpu(), frame, owner, pages));
        }
    }

    private void checkLeftovers(TraceLine line, long objcg, long bytes) {
        boolean older = ownership.isOlder(objcg);
        long replayed = kernel.byteStocks.takeLeftovers(objcg);
        if (!kernel.meta.records("objcg_charge")) {
            return;
        }
        if (older && replayed != bytes) {
            kernel.ledger.excuse(Excuse.STOCK_OLDER_THAN_TRACE);
            return;
        }
        kernel.ledger.check(
                Rule.LEFTOVER_BYTES,
                replayed == bytes,
                line,
                () -> "nr_charged_bytes=" + replayed,
                () -> "nr_charged_bytes=" + bytes);
    }

    private void check(TraceLine line, boolean holds, String expected, @Nullable String seen) {
        kernel.ledger.check(Rule.OBJCG_RELEASE, holds, line, () -> expected, () -> String.valueOf(seen));
    }
}
