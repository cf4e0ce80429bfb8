package kmemcg.engine;

/**
 * A way to try to break a design. Engines are found by {@link java.util.ServiceLoader}, so that one that needs a library of
 * its own can live in a module of its own.
 */
public interface Engine {
    /** One word, as {@code --engine} takes it. */
    String name();

    /** What it does and what its answer is worth, in one sentence. */
    String explanation();

    /** Whether it runs programs; if not, it has tests of its own, takes no given program and shows no counterexample. */
    default boolean runsPrograms() {
        return true;
    }

    /** Whether it takes part when nobody asks for it by name; if not, it needs more time than the main job has. */
    default boolean takesPartUnasked() {
        return true;
    }

    /** How many equal parts of the time it gets beside others: more if it finds more the longer it goes on, or begins slowly. */
    default int partsOfTime() {
        return 2;
    }

    /** Tries to break the subject with the programs of the search, until one does or the search's plan or time is used up. */
    Verdict check(Subject subject, Search search);

    /** Whether it rewrites the classes of what it checks while it does, as Lincheck does, which makes everything behind it slow for a while. */
    default boolean rewritesClasses() {
        return false;
    }
}
