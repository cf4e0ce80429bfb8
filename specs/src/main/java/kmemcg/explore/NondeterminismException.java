package kmemcg.explore;

/** A thread that is run again does not ask for what it asked for before: a mistake of the model, or of the tool. */
public final class NondeterminismException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NondeterminismException(String message) {
        super(message);
    }
}
