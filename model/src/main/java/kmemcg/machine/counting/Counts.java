package kmemcg.machine.counting;

/**
 * What was done up to some moment; the difference of two is what was done between.
 *
 * @param accesses to words and pointers, read-modify-writes among them
 * @param atomics read-modify-writes
 * @param marked writes and read-modify-writes of the words that the machine was told to mark
 * @param nodes entries of lists that somebody has walked past
 * @param waits grace periods that somebody has waited for
 * @param lockedWaits those of them under a mutex that the machine was told to mark
 * @param callbacks handed to RCU, whose grace period nobody waits for
 */
public record Counts(
        long accesses, long atomics, long marked, long nodes, long waits, long lockedWaits, long callbacks) {
    /** What was done since then. */
    public Counts since(Counts before) {
        return new Counts(
                accesses - before.accesses,
                atomics - before.atomics,
                marked - before.marked,
                nodes - before.nodes,
                waits - before.waits,
                lockedWaits - before.lockedWaits,
                callbacks - before.callbacks);
    }
}
