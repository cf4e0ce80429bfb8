package kmemcg.explore;

/** How many executions there were. */
final class Totals {
    long complete;
    long blocked;
    long deadlocked;
    long dropped;
}
