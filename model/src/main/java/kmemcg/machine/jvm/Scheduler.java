package kmemcg.machine.jvm;

/**
 * Decides whose turn it is on a {@linkplain JvmMachine#scheduled scheduled} machine, whose Java threads run one at a time. The
 * machine says where another thread may go on, and where one cannot; which thread that is, is the scheduler's business.
 */
public interface Scheduler {
    /** Called before each step: another thread may go first. */
    void beforeStep();

    /** Called after each step that changed what another thread may be waiting for. */
    void changed();

    /** How many changes other Java threads than the calling one have made. */
    long changesByOthers();

    /**
     * Called by a thread that cannot go on: lets others run.
     *
     * @param seen the {@link #changesByOthers} of which the caller knows; returns once there are more
     */
    void waitForChange(long seen);

    /** Tells the Java threads apart; equal for equal threads. */
    Object runner();
}
