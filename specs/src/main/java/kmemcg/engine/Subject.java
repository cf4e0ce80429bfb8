package kmemcg.engine;

import kmemcg.design.KmemDesign;
import kmemcg.design.Vocabulary;
import kmemcg.machine.Machine;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.memcg.Geometry;
import kmemcg.property.promises.Promises;

/**
 * What is checked: a design, or one of its historical bugs.
 *
 * @param design the name of the design
 * @param name the name to report: that of the bug, or of the design again
 * @param build a freshly booted system on a machine
 * @param arguments what the command line needs besides its name, with a space before it: where it is, if it is a user's own
 */
public record Subject(String design, String name, Build build, String arguments) {
    /** A design or a bug of the catalogue. */
    public Subject(String design, String name, Build build) {
        this(design, name, build, "");
    }

    /** What must hold of it. */
    public Promises promises() {
        return Promises.of(design);
    }

    /** The words of its programs; it must be booted to be asked. */
    public Vocabulary vocabulary() {
        return Vocabulary.of(sample());
    }

    /** A booted system on which nothing runs, to be looked at. */
    public KmemDesign sample() {
        return build.on(JvmMachine.sequential(1), Geometry.SMALL);
    }

    /** Whether it is a historical bug. */
    public boolean isBug() {
        return isVariant() && arguments.isEmpty();
    }

    /** Whether it is a user's own that runs programs of another design. */
    public boolean isOwnVariant() {
        return isVariant() && !arguments.isEmpty();
    }

    private boolean isVariant() {
        return !name.equals(design);
    }

    /** Boots the system. */
    @FunctionalInterface
    public interface Build {
        KmemDesign on(Machine machine, Geometry geometry);
    }
}
