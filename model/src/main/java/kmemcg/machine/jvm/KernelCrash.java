package kmemcg.machine.jvm;

/**
 * The modelled kernel died, and the task that meets this exception with it. The reason is among {@link JvmMachine#findings};
 * {@link JvmMachine#run} ends the task quietly.
 */
public final class KernelCrash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KernelCrash(String message) {
        super(message, null, false, false);
    }
}
