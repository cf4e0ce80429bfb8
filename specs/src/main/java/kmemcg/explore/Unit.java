package kmemcg.explore;

import java.util.BitSet;

/**
 * What happens at once in an interleaving: an event, or both parts of a read-modify-write.
 *
 * @param first its event, or its read part; {@link #FINDING} for what was found
 * @param last its event, or its write part
 * @param needs the units that come before it
 */
record Unit(int thread, int first, int last, BitSet needs) {
    /** In place of an event: the thread was about to do something that ended the execution. */
    static final int FINDING = -1;

    boolean isRmw() {
        return last != first;
    }

    boolean isReady(BitSet done) {
        BitSet missing = (BitSet) needs.clone();
        missing.andNot(done);
        return missing.isEmpty();
    }
}
