package kmemcg.design;

import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;

/** Boots a design, or one of its bugs, on a machine. */
@FunctionalInterface
public interface DesignFactory {
    /** A freshly booted system: a root group, no caches, empty stocks. */
    KmemDesign boot(Machine machine, Geometry geometry);
}
