package kmemcg.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kmemcg.property.reference.Leftovers;
import kmemcg.trace.CpuByteStock.Moving;
import kmemcg.trace.CpuByteStock.Race;
import org.jspecify.annotations.Nullable;

/**
 * Every CPU's byte stock, replayed by the rules of obj_cgroup_charge, refill_obj_stock and drain_obj_stock.
 *
 * <p>The printed order of lines is the order of effects, with one exception: two CPUs that move the left-over bytes of
 * one objcg at the same time, each between its own line and its next. Then, and only then, the other order is kept as
 * an alternative; it is taken when a later line cannot be explained otherwise, for both CPUs at once, so no byte
 * appears or goes. What a stock held before the first line is a range, narrowed by each line.
 */
final class ByteStocks {
    private final long pageSize;
    private final Ledger ledger;
    private final Leftovers<Long> leftovers = new Leftovers<>();
    private final Set<Long> takenBefore = new HashSet<>();
    private final Map<Integer, CpuByteStock> stocks = new HashMap<>();

    ByteStocks(long pageSize, Ledger ledger) {
        this.pageSize = pageSize;
        this.ledger = ledger;
    }

    CpuByteStock on(int cpu) {
        return stocks.computeIfAbsent(cpu, unused -> new CpuByteStock(pageSize, leftovers));
    }

    /** A CPU prints its next line: what it did before has taken effect. */
    void lineOn(int cpu) {
        CpuByteStock stock = stocks.get(cpu);
        if (stock != null) {
            stock.moving = null;
        }
    }

    long leftovers(long objcg) {
        return leftovers.bytes(objcg);
    }

    /** The objcg is released. */
    long takeLeftovers(long objcg) {
        takenBefore.remove(objcg);
        return leftovers.take(objcg);
    }

    /** Before anything is known of a CPU: it may hold up to two pages of an objcg as old as the trace. */
    void adopt(CpuByteStock stock, long objcg) {
        stock.stock.learn(objcg, 0);
        stock.unseen = new Range(0, 2 * pageSize - 1);
    }

    /**
     * Takes an observation: the true content is the replayed one plus something in {@code required}. True when that is
     * possible; the replay then follows it.
     */
    boolean observe(CpuByteStock stock, Range required) {
        Range narrowed = stock.unseen.and(required);
        if (!narrowed.isEmpty()) {
            if (!required.contains(stock.unseen)) {
                ledger.excuse(Excuse.STOCK_OLDER_THAN_TRACE);
            }
            stock.unseen = narrowed;
            return true;
        }
        for (Race race : stock.races) {
            if (required.contains(race.differenceFor(stock))) {
                takeOtherOrder(race);
                return true;
            }
        }
        return false;
    }

    private void takeOtherOrder(Race race) {
        ledger.excuse(Excuse.LEFTOVERS_IN_OTHER_ORDER);
        move(race, race.from(), -race.bytes());
        move(race, race.to(), race.bytes());
    }

    private void move(Race race, @Nullable CpuByteStock stock, long bytes) {
        if (stock == null) {
            leftovers.add(race.objcg(), bytes);
        } else {
            stock.races.remove(race);
            stock.adjust(bytes);
        }
    }

    /** Drains a stock of what it was seen to hold. */
    void drain(CpuByteStock stock, long objcg, long bytes) {
        stock.stock.learn(objcg == 0 ? null : objcg, bytes);
        stock.stock.drain();
        stock.races.forEach(race -> forgetElsewhere(race, stock));
        stock.settled();
        note(stock, objcg, bytes % pageSize, 0, 0);
    }

    /** Turns an empty stock to an objcg, taking its left-over bytes; {@code older} when it may have had some before. */
    void turnTo(CpuByteStock stock, long objcg, boolean older) {
        long taken = leftovers.bytes(objcg);
        boolean unseenLeftovers = takenBefore.add(objcg) && older;
        stock.stock.turnTo(objcg);
        stock.settled();
        if (unseenLeftovers) {
            stock.unseen = new Range(0, 4 * pageSize - 1);
        }
        Moving moving = stock.moving;
        note(stock, moving == null ? 0 : moving.added(), moving == null ? 0 : moving.addedBytes(), objcg, taken);
    }

    private void note(CpuByteStock stock, long added, long addedBytes, long taken, long takenBytes) {
        Moving moving = new Moving(added, addedBytes, taken, takenBytes);
        for (CpuByteStock other : stocks.values()) {
            if (other != stock && other.moving != null) {
                races(stock, moving, other, other.moving);
            }
        }
        stock.moving = moving;
    }

    /** Which bytes would be elsewhere if {@code late} had moved before {@code early}. */
    private void races(CpuByteStock late, Moving lateMove, CpuByteStock early, Moving earlyMove) {
        List<Race> found = new ArrayList<>();
        if (earlyMove.taken() != 0 && earlyMove.taken() == lateMove.taken()) {
            found.add(new Race(lateMove.taken(), early, late, earlyMove.takenBytes() - lateMove.takenBytes()));
        }
        if (earlyMove.taken() != 0 && earlyMove.taken() == lateMove.added()) {
            found.add(new Race(lateMove.added(), null, early, lateMove.addedBytes()));
        }
        if (lateMove.taken() != 0 && earlyMove.added() == lateMove.taken()) {
            found.add(new Race(lateMove.taken(), late, null, earlyMove.addedBytes()));
        }
        found.stream().filter(race -> race.bytes() != 0).forEach(ByteStocks::keep);
    }

    private static void keep(Race race) {
        if (race.from() != null && race.from().holds(race.objcg())) {
            race.from().races.add(race);
        }
        if (race.to() != null && race.to().holds(race.objcg())) {
            race.to().races.add(race);
        }
    }

    private static void forgetElsewhere(Race race, CpuByteStock settled) {
        CpuByteStock other = race.from() == settled ? race.to() : race.from();
        if (other != null) {
            other.races.remove(race);
        }
    }
}
