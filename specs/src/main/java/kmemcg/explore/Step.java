package kmemcg.explore;

/**
 * One step of an execution, as a kernel developer reads it: {@code "T1 memcg C.css.refcnt.count 1 -> 0"}.
 *
 * @param thread the name of the thread that does it
 * @param ordinal how many events the thread has behind it; a read-modify-write is one step of two events
 * @param text what it does
 * @param isSwitch whether another thread did the step before
 * @param place the cell, lock or kernel object it is about; empty if it is about none
 * @param role what it is to other threads
 */
public record Step(String thread, int ordinal, String text, boolean isSwitch, String place, Role role) {
    /** What a step is to other threads. */
    public enum Role {
        /** It accesses or frees what another thread accesses or frees meanwhile, and one of the two changes it. */
        CONTENDS,
        /** It makes others wait or begin, or waits for them: a section, a grace period, a queueing. */
        MEETS,
        /** Nobody else has to do with it. */
        OWN,
        /** It is what is wrong: what was found, or a wait without end. */
        FINDS
    }

    @Override
    public String toString() {
        return thread + " " + text;
    }
}
