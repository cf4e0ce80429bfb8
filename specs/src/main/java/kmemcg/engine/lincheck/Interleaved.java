package kmemcg.engine.lincheck;

import kmemcg.program.Program.Phase;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What Lincheck sees of a program: one actor an operation, and in each operation as many reads of one field as the machine takes
 * steps. Lincheck switches threads before reads of fields, in classes that it has met. It meets this one; designs and machine
 * it never meets, since they are made {@link Backstage}, which it is told to ignore. So they run as fast as they would alone,
 * and a switch point is a step of the machine, no more and no less. That a thread waits, Lincheck learns from the loop below.
 *
 * <p>Made anew for each interleaving.
 */
public class Interleaved {
    private final Backstage backstage = new Backstage();

    /** Never written: it is the read that matters. */
    @SuppressWarnings("FieldCanBeFinal")
    private volatile boolean steppedBack;

    /** The first actor: boots the system and builds the program's world. */
    public String boot(Trial trial) {
        backstage.boot(trial, this);
        return "booted";
    }

    /** All further actors: one operation of the program, and what it answers. */
    public String run(Phase phase, int segment, int index) {
        return backstage.execution().run(phase, segment, index);
    }

    /** After the last actor: throws if anything is wrong. */
    @Validate
    public void validate() {
        backstage.validate();
    }

    /** Before each step of the machine. */
    void step() {
        if (steppedBack) {
            throw new IllegalStateException("there is no way back");
        }
    }

    /** Until another thread has changed something. */
    void waitWhile(Turns turns, long changes) {
        while (turns.changes == changes) {
            Thread.onSpinWait();
        }
    }
}
