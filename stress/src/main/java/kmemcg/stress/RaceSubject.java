package kmemcg.stress;

import kmemcg.design.Catalogue;
import kmemcg.design.DesignEntry;
import kmemcg.design.DesignFactory;
import kmemcg.design.HistoricalBug;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;

/** What the races run on: the design, or the historical bug that {@link #PROPERTY} names. */
final class RaceSubject {
    /** The system property that names a bug of the catalogue; the JVMs that JCStress starts are given it. */
    static final String PROPERTY = "kmemcg.race.subject";

    private static final DesignFactory FACTORY = factory(System.getProperty(PROPERTY, "objcg"));

    private RaceSubject() {}

    static ObjcgDesign boot(Machine machine, Geometry geometry) {
        return FACTORY.boot(machine, geometry) instanceof ObjcgDesign booted ? booted : unusable();
    }

    private static DesignFactory factory(String name) {
        return Catalogue.bug(name)
                .map(HistoricalBug::factory)
                .or(() -> Catalogue.design(name).map(DesignEntry::factory))
                .orElseThrow(() -> new IllegalArgumentException(PROPERTY + " names no design and no bug: " + name));
    }

    private static ObjcgDesign unusable() {
        throw new IllegalArgumentException(PROPERTY + " names a design that the races are not written for");
    }
}
