package kmemcg.explore;

/** What became of an option. */
enum Taken {
    /** The running thread goes on in the same graph. */
    DONE,
    /** The graph is another one, or the thread waits. */
    MOVED,
    /** None was taken: the search does not go on from here. */
    CUT,
    /** It is not consistent, and was taken back. */
    FAILED
}
