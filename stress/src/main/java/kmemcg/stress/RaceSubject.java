package kmemcg.stress;

import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;

/** What the races run on: the design, or the historical bug that {@link #PROPERTY} names. */
final class RaceSubject {
    /** The system property that names a bug of the catalogue; the JVMs that JCStress starts are given it. */
    static final String PROPERTY = "kmemcg.race.subject";

    private RaceSubject() {}

    static ObjcgDesign boot(Machine machine, Geometry geometry) {
        return new ObjcgDesign(machine, geometry);
    }
}
