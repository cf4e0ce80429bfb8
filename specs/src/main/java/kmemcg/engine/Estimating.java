package kmemcg.engine;

/** An engine that looks at all that there is, and can say before how much that is. */
public interface Estimating extends Engine {
    /** What it would take to look at all executions of the search's one program. Takes up to a minute. */
    Forecast forecast(Subject subject, Search search);
}
