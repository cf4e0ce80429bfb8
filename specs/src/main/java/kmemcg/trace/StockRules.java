package kmemcg.trace;

import java.util.ArrayList;
import java.util.List;
import kmemcg.trace.Frame.UserUncharge;
import kmemcg.trace.Frame.Want;
import org.jspecify.annotations.Nullable;

/** The per-CPU stocks and the kernel pages that move between them and the counters. */
final class StockRules {
    private final Kernel kernel;
    private final Ownership ownership;

    StockRules(Kernel kernel, Ownership ownership) {
        this.kernel = kernel;
        this.ownership = ownership;
    }

    /** drain_local_stock empties the byte stock, then the page stock. */
    void drainLocal(TraceLine line, Frame frame) {
        kernel.pageStocks.settle(line.cpu());
        frame.next(kernel.recorded(
                new Expected(Rule.CALL_ORDER, "drain_obj_stock"), new Expected(Rule.CALL_ORDER, "drain_stock")));
    }

    /** drain_obj_stock: whole pages go to the page stock, the rest is left over with the objcg. */
    void drainBytes(TraceLine line, Frame frame, @Nullable Expected step) {
        if (step == null) {
            unexpected(line, Rule.CALL_ORDER);
        }
        CpuByteStock stock = kernel.byteStocks.on(line.cpu());
        long objcg = line.address("objcg");
        long bytes = line.number("bytes");
        checkContent(line, stock, objcg, bytes);
        kernel.ledger.check(
                Rule.BYTE_STOCK_BOUND,
                bytes < 2 * kernel.meta.pageSize(),
                line,
                () -> "less than %d bytes".formatted(2 * kernel.meta.pageSize()),
                () -> bytes + " bytes");
        kernel.byteStocks.drain(stock, objcg, bytes);
        if (step != null) {
            step.follow();
        }
        long pages = bytes / kernel.meta.pageSize();
        if (pages > 0) {
            frame.next(giveBack(line.cpu(), frame, kernel.owners.owner(objcg), pages));
        }
    }

    /** drain_stock: the pages leave the counters of the group and all above it. */
    void drainPages(TraceLine line, Frame frame, @Nullable Expected step) {
        if (step == null) {
            unexpected(line, Rule.CALL_ORDER);
        }
        long address = line.address("memcg");
        long pages = line.number("pages");
        Group group = kernel.groups.at(address);
        checkPages(line, address, group, pages);
        kernel.pageStocks.drained(line.cpu(), group);
        if (step != null) {
            step.follow();
        }
        if (group == null || pages == 0) {
            return;
        }
        List<Expected> steps = new ArrayList<>(kernel.recorded(uncharge(group, Counter.MEMORY, pages)));
        if (kernel.meta.v1()) {
            steps.addAll(kernel.recorded(uncharge(group, Counter.MEMSW, pages)));
        }
        frame.next(steps);
    }

    /** objcg_uncharge_pages, when the byte stock or an objcg's release asked for it. */
    void uncharge(TraceLine line, Frame frame, @Nullable Expected step) {
        Group group = ownership.named(line);
        if (step == null) {
            unexpected(line, Rule.BYTE_STOCK_PAGES);
        } else {
            step.follow();
        }
        frame.next(giveBack(line.cpu(), frame, group, line.number("nr")));
    }

    /** Kernel pages go back: the state first, then the page stock. */
    List<Expected> giveBack(int cpu, Frame frame, @Nullable Group group, long pages) {
        List<Expected> steps = kernel.kernelPagesMove(group, -pages);
        frame.payer = group;
        if (group != null) {
            steps.addAll(put(cpu, group, pages, true));
        }
        return steps;
    }

    /** Pages just charged and not needed go to the page stock; {@code certain} when it is known how many. */
    void refill(TraceLine line, Frame frame, Group group, long pages, boolean certain) {
        if (pages > 0) {
            frame.next(put(line.cpu(), group, pages, certain));
        }
    }

    /** mod_memcg_state of MEMCG_KMEM. */
    void kernelPages(TraceLine line, Frame frame, boolean due) {
        long pages = line.number("val");
        if (due && frame.payer != null) {
            kernel.groups.locate(frame.payer, line.address("memcg"));
        }
        frame.payer = null;
        Group group = kernel.groups.at(line.address("memcg"));
        kernel.kernelPages.add(group, pages);
        kernel.statChanged(group, line.micros());
        if (pages > 0 && group != null) {
            if (!due) {
                unexpected(line, Rule.BYTE_STOCK_HIT);
            }
            kernelPagesTaken(line, frame, group, pages);
        } else if (!due) {
            amongUserPages(line, frame, group, -pages);
        }
    }

    /** Kernel pages were charged: by the counters if they were asked, else from the page stock. */
    void kernelPagesTaken(TraceLine line, Frame frame, Group group, long pages) {
        if (!frame.asked && kernel.pageStocks.isKnown(line.cpu())) {
            Group owner = kernel.pageStocks.owner(line.cpu());
            long atMost = kernel.pageStocks.atMost(line.cpu());
            kernel.ledger.check(
                    Rule.PAGE_STOCK_HIT,
                    kernel.pageStocks.serve(line.cpu(), group, pages),
                    line,
                    () -> "pc_try_charge first: the stock holds at most %d pages of %s".formatted(atMost, owner),
                    () -> "%d pages of %s charged".formatted(pages, group));
        }
        frame.pagesSettled();
    }

    /** A kernel page charged directly, as for stacks and page tables; in the root cgroup nothing follows. */
    void chargePage(TraceLine line, Frame frame) {
        long pages = 1L << line.number("order");
        List<Expected> steps = kernel.kernelPagesMove(null, pages);
        if (steps.isEmpty()) {
            return;
        }
        frame.want = new Want(null, pages);
        steps.get(0).optionalCharge().unless(seen -> {
            if (seen == null) {
                frame.due.removeAll(steps);
                frame.pagesSettled();
            }
            return false;
        });
        frame.next(steps);
    }

    private void amongUserPages(TraceLine line, Frame frame, @Nullable Group group, long pages) {
        UserUncharge user = frame.userUncharge;
        boolean known = user != null && user.group() == group && pages <= user.pages();
        kernel.ledger.check(
                Rule.KMEM_WITH_STATE,
                known,
                line,
                () -> "an uncharge of kernel pages before it",
                () -> "val=-" + pages);
        frame.userUncharge = null;
        if (kernel.meta.v1()) {
            frame.next(kernel.recorded(uncharge(group, Counter.KMEM, pages)));
        }
    }

    /**
     * Puts pages into a page stock; the drains that brings about: of another group's pages surely, and then the stock
     * is filled once that is seen; of too many pages perhaps.
     */
    private List<Expected> put(int cpu, Group group, long pages, boolean certain) {
        PageStocks stocks = kernel.pageStocks;
        stocks.settle(cpu);
        boolean turns = !group.equals(stocks.owner(cpu));
        Expected drain = new Expected(Rule.PAGE_STOCK_OWNER, "drain_stock");
        if (!turns || !stocks.isKnown(cpu) || !certain) {
            drain.optional();
        }
        if (turns) {
            drain.then(() -> {
                if (!group.equals(stocks.lastDrained(cpu))) {
                    stocks.put(cpu, group, pages);
                }
            });
        } else {
            stocks.put(cpu, group, pages);
        }
        return turns || stocks.overflows(cpu) ? kernel.recorded(drain) : List.of();
    }

    private Expected uncharge(@Nullable Group group, Counter counter, long pages) {
        return new Expected(Rule.CALL_ORDER, "pc_uncharge")
                .number("nr", pages)
                .addressIfKnown("counter", kernel.counters.address(group, counter));
    }

    private void checkContent(TraceLine line, CpuByteStock stock, long objcg, long bytes) {
        if (!stock.known) {
            if (objcg != 0 && !ownership.isOlder(objcg)) {
                unexpected(line, Rule.BYTE_STOCK_CONTENT);
            } else if (objcg != 0) {
                kernel.ledger.excuse(Excuse.STOCK_OLDER_THAN_TRACE);
            }
            return;
        }
        Long cached = stock.stock.cached();
        long held = cached == null ? 0 : cached;
        long replayed = stock.stock.bytes();
        kernel.ledger.check(
                Rule.BYTE_STOCK_CONTENT,
                held == objcg && kernel.byteStocks.observe(stock, Range.exactly(bytes - replayed)),
                line,
                () -> "objcg=0x%x bytes=%d".formatted(held, replayed),
                line::fields);
    }

    private void checkPages(TraceLine line, long address, @Nullable Group group, long pages) {
        if (!kernel.pageStocks.isKnown(line.cpu())) {
            if (address != 0) {
                kernel.ledger.excuse(Excuse.STOCK_OLDER_THAN_TRACE);
            }
            return;
        }
        Group owner = kernel.pageStocks.owner(line.cpu());
        long atMost = kernel.pageStocks.atMost(line.cpu());
        kernel.ledger.check(
                Rule.PAGE_STOCK_OWNER,
                owner == group && (address == 0) == (owner == null),
                line,
                () -> owner == null ? "memcg=0x0" : "memcg=0x%x, %s".formatted(owner.address, owner),
                () -> "memcg=" + line.word("memcg"));
        kernel.ledger.check(
                Rule.PAGE_STOCK_BOUND, pages <= atMost, line, () -> "at most " + atMost, () -> "pages=" + pages);
    }

    private void unexpected(TraceLine line, Rule rule) {
        kernel.ledger.check(rule, false, line, () -> "no " + line.event() + " here", line::fields);
    }
}
