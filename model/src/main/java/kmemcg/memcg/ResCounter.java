package kmemcg.memcg;

import kmemcg.machine.Birth;
import kmemcg.machine.Held;
import kmemcg.machine.Invariant;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct res_counter}: usage and limit of one group, with a lock of its own, linked to its parent's. A charge locks one
 * level after the other and never two at once, so it is seen at a child before it is seen at the parent, and one that is going
 * to fail is seen at every level that it passed. Source: Linux 3.3 {@code kernel/res_counter.c}; {@code uncharge_until} is of
 * the mails of 2012 and was merged in 3.5.
 *
 * <p>Deviations: pages instead of bytes, no watermark, no soft limit. Usage is read without the lock, as the kernel does on 64
 * bits, so it is a marked word; whatever else the lock guards is plain.
 */
public final class ResCounter {
    /** {@code RESOURCE_MAX}: no limit. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    private final String name;
    private final @Nullable ResCounter parent;
    private final SpinLock lock;
    private final Word usage;
    private final Word limit;
    private final Word failcnt;

    public ResCounter(Birth birth, String field, @Nullable ResCounter parent) {
        this.name = birth.name() + "." + field;
        this.parent = parent;
        this.lock = birth.spinLock(field + ".lock");
        this.usage = birth.word(field + ".usage", 0);
        this.limit = birth.word(field + ".limit", NO_LIMIT);
        this.failcnt = birth.word(field + ".failcnt", 0);
    }

    /** {@code res_counter_charge}: null if charged at every level, else the counter that was full. */
    public @Nullable ResCounter charge(Task task, long pages) {
        for (ResCounter level = this; level != null; level = level.parent) {
            if (!level.chargeLevel(task, pages)) {
                unchargeUntil(task, level, pages);
                return level;
            }
        }
        return null;
    }

    private boolean chargeLevel(Task task, long pages) {
        try (Held held = lock.lock(task)) {
            long now = usage.readOnce() + pages;
            if (now > limit.readPlain()) {
                failcnt.writePlain(failcnt.readPlain() + 1);
                return false;
            }
            usage.writeOnce(now);
            return true;
        }
    }

    /** {@code res_counter_charge_nofail}: charges every level, whatever the limits say. */
    public void chargeNofail(Task task, long pages) {
        for (ResCounter level = this; level != null; level = level.parent) {
            try (Held held = level.lock.lock(task)) {
                level.usage.writeOnce(level.usage.readOnce() + pages);
            }
        }
    }

    /** {@code res_counter_uncharge}: takes the charge back at every level. */
    public void uncharge(Task task, long pages) {
        unchargeUntil(task, null, pages);
    }

    /**
     * {@code res_counter_uncharge_until}: takes the charge back here and above, but not at the top any more. So a charge moves up.
     *
     * @param top this counter or one above it; null for nobody
     */
    public void unchargeUntil(Task task, @Nullable ResCounter top, long pages) {
        for (ResCounter level = this; level != null && level != top; level = level.parent) {
            level.unchargeHere(task, pages);
        }
    }

    /** {@code res_counter_uncharge_locked}: at this level only; never below zero, but not without a warning. What is left, in pages. */
    public long unchargeHere(Task task, long pages) {
        try (Held held = lock.lock(task)) {
            long now = usage.readOnce();
            task.warn(
                    now < pages,
                    Invariant.BOUNDS,
                    "res_counter underflow: %s: %d pages of %d".formatted(name, pages, now));
            long left = Math.max(0, now - pages);
            usage.writeOnce(left);
            return left;
        }
    }

    /** Reads the whole usage and takes it back in one critical section here, and then above as {@link #unchargeUntil}. */
    public void unchargeAllUntil(Task task, @Nullable ResCounter top) {
        long pages;
        try (Held held = lock.lock(task)) {
            pages = usage.readOnce();
            usage.writeOnce(0);
        }
        if (parent != null && pages > 0) {
            parent.unchargeUntil(task, top, pages);
        }
    }

    /** {@code res_counter_set_limit}: false, and nothing has changed, if usage is above it. */
    public boolean setLimit(Task task, long pages) {
        try (Held held = lock.lock(task)) {
            if (usage.readOnce() > pages) {
                return false;
            }
            limit.writePlain(pages);
            return true;
        }
    }

    /** {@code res_counter_read_u64} of the usage: pages, without the lock. */
    public long read() {
        return usage.readOnce();
    }

    /** Usage in pages; for validators at quiescence. */
    public long peekUsage() {
        return usage.peek();
    }

    /** The limit in pages; for validators. */
    public long peekLimit() {
        return limit.peek();
    }

    /** How often a charge met the limit; for validators. */
    public long peekFailures() {
        return failcnt.peek();
    }

    @Override
    public String toString() {
        return name;
    }
}
