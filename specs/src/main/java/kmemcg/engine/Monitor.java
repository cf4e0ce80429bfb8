package kmemcg.engine;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Between a search and those who look on from other threads: they ask how far it is, and it asks whether it is to end. Being
 * asked costs the search nothing but what the answer takes.
 */
public final class Monitor {
    private final BooleanSupplier isToEnd;
    private volatile Supplier<Progress> progress = () -> Progress.UNKNOWN;

    /** @param isToEnd whether nobody wants to know any more; asked often */
    public Monitor(BooleanSupplier isToEnd) {
        this.isToEnd = isToEnd;
    }

    /** The search says whom to ask; may be asked by any thread and must not wait. */
    public void ask(Supplier<Progress> source) {
        progress = source;
    }

    /** How far the search is. */
    public Progress progress() {
        return progress.get();
    }

    /** Whether the search is to end as soon as it can. */
    public boolean isToEnd() {
        return isToEnd.getAsBoolean();
    }
}
