package kmemcg.trace;

import java.util.ArrayList;
import java.util.List;
import kmemcg.trace.Frame.Attempt;
import kmemcg.trace.Frame.UserUncharge;
import kmemcg.trace.Frame.Want;
import org.jspecify.annotations.Nullable;

/** page_counter_try_charge, page_counter_charge, page_counter_uncharge, and what the page stock has to do with them. */
final class CounterRules {
    private final Kernel kernel;
    private final StockRules stocks;

    CounterRules(Kernel kernel, StockRules stocks) {
        this.kernel = kernel;
        this.stocks = stocks;
    }

    void tryCharge(TraceLine line, Frame frame, boolean due) {
        long pages = line.number("nr");
        Want want = frame.want;
        CounterOf counter = move(line, pages);
        checkSize(line, frame, pages);
        frame.asked = true;
        if (counter == null) {
            return;
        }
        if (want != null && want.group() != null) {
            kernel.ledger.check(
                    Rule.OWNER,
                    counter.group() == want.group(),
                    line,
                    () -> "a counter of " + want.group(),
                    () -> "a counter of " + counter.group());
        }
        checkKind(line, counter, due);
        frame.attempt = new Attempt(counter, pages);
        if (counter.counter() == Counter.MEMSW) {
            frame.next(with(counter.group(), "pc_try_charge", Counter.MEMORY, pages));
        }
    }

    /** Only a failure is printed: the pages are taken back, and asked for again or given up. */
    void tryChargeReturned(TraceLine line, Frame frame) {
        Attempt attempt = frame.attempt;
        if (line.number("ret") != 0 || attempt == null) {
            return;
        }
        frame.attempt = null;
        frame.refused = true;
        CounterOf counter = attempt.counter();
        kernel.counters.move(kernel.counters.address(counter.group(), counter.counter()), -attempt.pages());
        if (counter.counter() == Counter.MEMSW) {
            frame.due.poll();
        } else if (kernel.meta.v1()) {
            frame.next(with(counter.group(), "pc_uncharge", Counter.MEMSW, attempt.pages()));
        }
    }

    /** The line after an attempt tells that it succeeded: what was not needed goes to the page stock. */
    void settle(TraceLine line, Frame frame) {
        Attempt attempt = frame.attempt;
        if (attempt == null || line.is("pc_try_charge_ret")) {
            return;
        }
        frame.attempt = null;
        if (attempt.counter().counter() != Counter.MEMORY) {
            return;
        }
        Group group = attempt.counter().group();
        Want want = frame.want;
        long needed = want == null ? 1 : want.pages();
        kernel.pageStocks.fellShort(line.cpu(), group, needed);
        if (want != null) {
            stocks.refill(line, frame, group, attempt.pages() - needed, true);
        } else {
            if (attempt.pages() <= kernel.meta.batch()) {
                stocks.refill(line, frame, group, attempt.pages() - needed, false);
            }
            frame.pagesSettled();
        }
    }

    void charge(TraceLine line, Frame frame, boolean due) {
        CounterOf counter = move(line, line.number("nr"));
        if (counter == null || counter.counter() != Counter.KMEM) {
            return;
        }
        if (!due) {
            kernel.ledger.check(Rule.KMEM_WITH_STATE, false, line, () -> "no charge of the kmem counter", line::fields);
        }
        if (!kernel.meta.records("mod_memcg_state")) {
            stocks.kernelPagesTaken(line, frame, counter.group(), line.number("nr"));
        }
    }

    void uncharge(TraceLine line, Frame frame, boolean due) {
        long pages = line.number("nr");
        CounterOf counter = move(line, -pages);
        if (counter == null) {
            return;
        }
        checkNotNegative(line, counter);
        if (due) {
            return;
        }
        if (counter.counter() == Counter.MEMORY) {
            frame.userUncharge = new UserUncharge(counter.group(), pages);
            if (kernel.meta.v1()) {
                frame.next(with(counter.group(), "pc_uncharge", Counter.MEMSW, pages));
            }
        } else {
            kernel.ledger.check(
                    counter.counter() == Counter.KMEM ? Rule.KMEM_WITH_STATE : Rule.MEMSW_WITH_MEMORY,
                    false,
                    line,
                    () -> "no uncharge of the %s counter alone".formatted(counter.counter()),
                    line::fields);
        }
    }

    private @Nullable CounterOf move(TraceLine line, long pages) {
        long address = line.address("counter");
        kernel.counters.move(address, pages);
        return kernel.counters.at(address);
    }

    private void checkSize(TraceLine line, Frame frame, long pages) {
        Want want = frame.want;
        long batch = kernel.meta.batch();
        if (want != null) {
            long asked = frame.refused ? want.pages() : kernel.pageStocks.chargeSize(want.pages());
            kernel.ledger.check(Rule.TRY_CHARGE_SIZE, pages == asked, line, () -> "nr=" + asked, () -> "nr=" + pages);
        } else {
            // user pages: how many are needed is not printed; more than a batch is a power of two, a large folio
            boolean first = pages == batch || (pages > batch && Long.bitCount(pages) == 1);
            boolean again = pages > 0 && Long.bitCount(pages) == 1;
            kernel.ledger.check(
                    Rule.TRY_CHARGE_SIZE,
                    frame.refused ? again : first,
                    line,
                    () -> frame.refused ? "nr of one folio" : "nr=%d, or a larger folio".formatted(batch),
                    () -> "nr=" + pages);
        }
    }

    private void checkKind(TraceLine line, CounterOf counter, boolean due) {
        boolean first = kernel.meta.v1() ? counter.counter() == Counter.MEMSW : counter.counter() == Counter.MEMORY;
        boolean second = kernel.meta.v1() && due && counter.counter() == Counter.MEMORY;
        kernel.ledger.check(
                Rule.MEMSW_WITH_MEMORY,
                first || second,
                line,
                () -> kernel.meta.v1() ? "memsw, then memory" : "the memory counter",
                () -> counter.counter().toString());
    }

    private void checkNotNegative(TraceLine line, CounterOf counter) {
        Group below = counter.group().olderThanTrace ? null : kernel.counters.negative(counter);
        kernel.ledger.check(
                Rule.COUNTER_NOT_NEGATIVE,
                below == null,
                line,
                () -> "at least 0 pages in " + below,
                () -> below == null ? "" : kernel.counters.usage(counter.counter(), below) + " pages");
    }

    private List<Expected> with(Group group, String event, Counter counter, long pages) {
        return new ArrayList<>(kernel.recorded(new Expected(Rule.MEMSW_WITH_MEMORY, event)
                .number("nr", pages)
                .addressIfKnown("counter", kernel.counters.address(group, counter))));
    }
}
