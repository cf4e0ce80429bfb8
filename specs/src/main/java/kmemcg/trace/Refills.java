package kmemcg.trace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What refill_obj_stock does to a CPU's byte stock, and the steps that brings about. */
final class Refills {
    private final Kernel kernel;
    private final Ownership ownership;
    private final StockRules stocks;
    private final long pageSize;

    Refills(Kernel kernel, Ownership ownership, StockRules stocks) {
        this.kernel = kernel;
        this.ownership = ownership;
        this.stocks = stocks;
        this.pageSize = kernel.meta.pageSize();
    }

    /** One put of bytes into a stock that holds the objcg. */
    private record Put(CpuByteStock stock, long objcg, long total, boolean mayUncharge) {}

    /** Puts bytes in; another objcg's stock is drained first, and then this goes on once the drain is seen. */
    List<Expected> put(int cpu, Frame frame, long objcg, long bytes, boolean uncharges) {
        CpuByteStock stock = kernel.byteStocks.on(cpu);
        adoptIfUnknown(stock, objcg);
        List<Expected> steps = new ArrayList<>();
        boolean holds = stock.holds(objcg);
        List<Expected> added = holds ? add(cpu, frame, objcg, bytes, uncharges) : List.of();
        if (!holds || !stock.known) {
            Expected drain = new Expected(Rule.CALL_ORDER, "drain_obj_stock").then(() -> {
                frame.due.removeAll(added);
                kernel.byteStocks.turnTo(stock, objcg, ownership.isOlder(objcg));
                frame.next(add(cpu, frame, objcg, bytes, true));
            });
            steps.add(holds ? drain.optional() : drain);
        }
        steps.addAll(added);
        return kernel.recorded(steps.toArray(new Expected[0]));
    }

    /** Turns a stock to an objcg without putting anything in, as mod_objcg_state does. */
    List<Expected> turn(int cpu, long objcg) {
        CpuByteStock stock = kernel.byteStocks.on(cpu);
        if (stock.holds(objcg) || !stock.known) {
            return List.of();
        }
        return kernel.recorded(new Expected(Rule.CALL_ORDER, "drain_obj_stock")
                .then(() -> kernel.byteStocks.turnTo(stock, objcg, ownership.isOlder(objcg))));
    }

    /** A stock that has not shown what it holds may hold an objcg as old as the trace. */
    void adoptIfUnknown(CpuByteStock stock, long objcg) {
        if (!stock.known && stock.stock.cached() == null && ownership.isOlder(objcg)) {
            kernel.byteStocks.adopt(stock, objcg);
        }
    }

    private List<Expected> add(int cpu, Frame frame, long objcg, long bytes, boolean mayUncharge) {
        CpuByteStock stock = kernel.byteStocks.on(cpu);
        stock.adjust(bytes);
        Put put = new Put(stock, objcg, stock.stock.bytes(), mayUncharge);
        long least = pages(put, stock.unseen.low());
        long most = pages(put, stock.unseen.high());
        stock.adjust(-least * pageSize);
        if (most == 0 && stock.races.isEmpty()) {
            return List.of();
        }
        if (!kernel.meta.records("objcg_uncharge_pages")) {
            return least == 0 ? List.of() : stocks.giveBack(cpu, frame, kernel.owners.owner(objcg), least);
        }
        Expected pages = new Expected(Rule.BYTE_STOCK_PAGES, "objcg_uncharge_pages")
                .address("objcg", objcg)
                .number("nr", least == most && least > 0 ? least : -1)
                .unless(seen -> observed(put, least, seen));
        return List.of(most == 0 ? pages.optional() : pages);
    }

    /** Whole pages above one page, if the stock held {@code more} than replayed. */
    private long pages(Put put, long more) {
        long total = put.total + more;
        return put.mayUncharge && total > pageSize ? total / pageSize : 0;
    }

    /** Takes the pages given back, or their absence, as an observation of what the stock held. */
    private boolean observed(Put put, long replayed, @Nullable TraceLine seen) {
        long pages = seen == null ? 0 : seen.number("nr");
        boolean sameObjcg = seen == null || seen.address("objcg") == put.objcg;
        if (!sameObjcg || !put.stock.holds(put.objcg)) {
            return false;
        }
        if (!kernel.byteStocks.observe(put.stock, required(put, pages))) {
            return false;
        }
        put.stock.adjust((replayed - pages) * pageSize);
        return true;
    }

    private Range required(Put put, long pages) {
        if (pages == 0) {
            return put.mayUncharge ? Range.atMost(pageSize - put.total) : Range.ALL;
        }
        long least = Math.max(pageSize + 1, pages * pageSize);
        return new Range(least - put.total, (pages + 1) * pageSize - 1 - put.total);
    }
}
