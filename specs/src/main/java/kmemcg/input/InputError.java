package kmemcg.input;

/**
 * The user's input cannot be used: exit code 2, one message, no stack trace.
 *
 * <p>The message has three parts: what is wrong, where (file, line and column when known) and how to mend it.
 */
public final class InputError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputError(String what, String where, String remedy) {
        super("%s%n  at:   %s%n  mend: %s".formatted(what, where, remedy), null, false, false);
    }
}
