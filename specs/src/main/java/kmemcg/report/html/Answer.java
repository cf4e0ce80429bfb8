package kmemcg.report.html;

/** What follows for the invariants. */
enum Answer {
    /** Those that the violation names broke. */
    BREAKS,
    /** None was seen to break. */
    NOTHING_BROKE,
    /** Too little was tried, or something else went wrong. */
    UNKNOWN
}
