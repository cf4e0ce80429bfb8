package kmemcg.machine.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import kmemcg.machine.Invariant;
import org.jspecify.annotations.Nullable;

/** Whether an object's memory is still its own. Ended at most once, decided by one compare-and-set. */
final class Life {
    private static final VarHandle ENDED_BY;

    static {
        try {
            ENDED_BY = MethodHandles.lookup().findVarHandle(Life.class, "endedBy", String.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Findings findings;

    /** The task that freed the object; null while it lives. */
    @Nullable
    private volatile String endedBy;

    Life(Findings findings) {
        this.findings = findings;
    }

    /**
     * Called before each access to one of the object's cells, never after: a task that drops one of two references may be
     * overtaken, between its access and a later check, by the task that drops the other one and frees the object rightly. The
     * price is that a free between this check and the access is not seen; another interleaving shows it.
     */
    void touch(Cell cell) {
        String by = (String) ENDED_BY.getOpaque(this);
        if (by != null) {
            throw findings.crash(
                    Invariant.NO_ACCESS_AFTER_FREE,
                    "use after free",
                    "%s%s, freed by %s".formatted(cell.accessor(), cell.name(), by));
        }
    }

    void end(String task, String object) {
        if (!ENDED_BY.compareAndSet(this, null, task)) {
            throw findings.crash(
                    Invariant.NO_ACCESS_AFTER_FREE,
                    "double free",
                    "%s frees %s, freed by %s".formatted(task, object, endedBy));
        }
    }

    boolean isOver() {
        return endedBy != null;
    }
}
