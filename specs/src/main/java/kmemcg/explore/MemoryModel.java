package kmemcg.explore;

import java.util.Locale;

/**
 * Which executions there are. A memory model is a predicate on execution graphs: some order over the events must have no
 * cycle. That order is made of program order as far as the model keeps it, reads-from between threads, the coherence order of
 * each cell, from-reads (a read comes before the write that overwrites what it read), and RCU's guarantee.
 *
 * <p>A thread has one or two streams of events that are ordered among themselves: what the store buffer delays and what it
 * does not. Under SC nothing is delayed.
 */
public enum MemoryModel {
    /** Sequential consistency: all of program order is kept. */
    SC,

    /**
     * Total store order, as on x86: a store may be delayed past later loads. Source: S. Owens, S. Sarkar, P. Sewell, "A Better
     * x86 Memory Model: x86-TSO", TPHOLs 2009. Every read-modify-write drains the store buffer, as a locked instruction does,
     * whether or not its C name orders anything, and so does a cmpxchg that fails.
     */
    TSO;

    /** Its name as users write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the event may take effect after later ones of its thread. */
    boolean delays(EventKind kind) {
        return this == TSO && kind.isBuffered();
    }

    /** Whether the event waits for all delayed ones before it. */
    boolean awaitsDelayed(EventKind kind) {
        return this == TSO && (kind.isBuffered() || kind.drains());
    }
}
