package kmemcg.engine;

/**
 * An engine that can go through a counterexample again step by step. With it, one that fails no more because it was mended can be told
 * from one that does not do what it did, without a search.
 */
public interface Retracing extends Engine {
    /** Does what the violation has {@link Violation#recorded}, of which there must be something. */
    Retraced retrace(Subject subject, Violation then);
}
