package kmemcg.property;

/** How much may be asked of a state: the later, the more. */
public enum Strength {
    /** In the middle of operations. */
    STEP,
    /** No operation in flight, nothing deferred left; the stocks may hold charges. */
    QUIESCENT,
    /** In addition every stock has been drained, so that nothing but objects holds a removed group's heritage. */
    DRAINED,
    /** In addition every object has been freed: nothing may be charged to anybody. */
    EMPTY;

    public boolean atLeast(Strength other) {
        return compareTo(other) >= 0;
    }
}
