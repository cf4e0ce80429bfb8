package kmemcg.stress;

import kmemcg.campaign.Inventory;
import kmemcg.design.Catalogue;
import kmemcg.design.KmemDesign;
import kmemcg.engine.Subject;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;
import kmemcg.property.Inspection;

/** What the races run on: the design, or the historical bug that {@link #PROPERTY} names. */
final class RaceSubject {
    /** The system property that names a bug of the catalogue; the JVMs that JCStress starts are given it. */
    static final String PROPERTY = "kmemcg.race.subject";

    private static final Subject SUBJECT = subject(System.getProperty(PROPERTY, "objcg"));

    private RaceSubject() {}

    static KmemDesign boot(Machine machine, Geometry geometry) {
        return SUBJECT.build().on(machine, geometry);
    }

    static Inspection inspection(KmemDesign booted, int cpus) {
        return SUBJECT.promises().inspection(booted, cpus);
    }

    private static Subject subject(String name) {
        return Catalogue.bug(name)
                .map(Inventory::subject)
                .or(() -> Catalogue.design(name).map(Inventory::subject))
                .orElseThrow(() -> new IllegalArgumentException(PROPERTY + " names no design and no bug: " + name));
    }
}
