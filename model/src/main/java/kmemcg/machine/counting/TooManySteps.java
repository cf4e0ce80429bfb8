package kmemcg.machine.counting;

/** More was done than {@link CountingMachine#limit} allows; the machine is of no use any more. */
public final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManySteps() {
        super("the budget of steps is spent");
    }
}
