package kmemcg.explore.oracle;

/** What can go wrong with the life of a program's kernel object. */
public enum Hazard {
    USE_AFTER_FREE,
    DOUBLE_FREE
}
