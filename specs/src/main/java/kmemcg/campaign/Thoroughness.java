package kmemcg.campaign;

/** When a hunt leaves a bug and goes on to the next. */
public enum Thoroughness {
    /** Only what its scenario shows is looked for, until one engine has found it. */
    SCENARIO_ONLY,
    /** As soon as one engine has found it. */
    UNTIL_FOUND,
    /** As soon as one has found it without its scenario and one with it. */
    UNTIL_FOUND_BOTH_WAYS,
    /** When every engine has searched for it without its scenario, and every engine that runs programs with it. */
    EVERY_ENGINE
}
