package kmemcg.program;

/**
 * What an operation answered, as a counterexample shows it and as histories compare it.
 *
 * @param text {@code "ok"}, an error's name, or a number
 */
public record Result(String text) {
    /** Done; of operations that answer nothing else, always. */
    public static final Result OK = new Result("ok");

    /** Not done, and nothing changed: what it needs was not to be had, or another thread had it. */
    public static final Result NO = new Result("no");

    /** Not tried: the group or cache is not there, not yet or no longer. */
    public static final Result SKIPPED = new Result("skipped");

    /** Memory, or room below a limit, could not be had. */
    public static final Result ENOMEM = new Result("ENOMEM");

    /** Still in use: a group with children or dying already, usage above a new limit, a cache with objects. */
    public static final Result EBUSY = new Result("EBUSY");

    /** The group is being removed. */
    public static final Result ENODEV = new Result("ENODEV");

    /** A number of pages or objects. */
    public static Result count(long number) {
        return new Result(Long.toString(number));
    }

    static Result okIf(boolean done, Result otherwise) {
        return done ? OK : otherwise;
    }

    @Override
    public String toString() {
        return text;
    }
}
