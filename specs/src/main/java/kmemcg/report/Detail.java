package kmemcg.report;

/** How much is told of what goes on. */
public enum Detail {
    /** What was found, and the verdict. */
    QUIET,
    /** Besides, what is going to be done, a line now and then while it is, and a table of what was. */
    USUAL,
    /** Besides, when each search begins, and every second how far it is. */
    VERBOSE
}
