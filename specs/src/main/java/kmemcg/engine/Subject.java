package kmemcg.engine;

import kmemcg.design.KmemDesign;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;

/**
 * What is checked: a design, or one of its historical bugs.
 *
 * @param design the name of the design
 * @param name the name to report: that of the bug, or of the design again
 * @param build a freshly booted system on a machine
 */
public record Subject(String design, String name, Build build) {
    /** Whether it is a historical bug. */
    public boolean isBug() {
        return !name.equals(design);
    }

    /** Boots the system. */
    @FunctionalInterface
    public interface Build {
        KmemDesign on(Machine machine, Geometry geometry);
    }
}
