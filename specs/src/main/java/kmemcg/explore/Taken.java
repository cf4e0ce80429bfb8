package kmemcg.explore;

/** What became of an option. */
enum Taken {
    /** The running thread goes on in the same graph. */
    DONE,
    /** The graph is another one, or the thread waits. */
    MOVED,
    /** It is not consistent, and was taken back. */
    FAILED
}
