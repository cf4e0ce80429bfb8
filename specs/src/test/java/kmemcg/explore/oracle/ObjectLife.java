package kmemcg.explore.oracle;

import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/** The life of the kernel object so far. A hazard is noted and the run goes on, so hazards cut no outcome off. */
record ObjectLife(boolean freed, PSet<Hazard> hazards) {
    static final ObjectLife BORN = new ObjectLife(false, HashTreePSet.empty());

    ObjectLife touch() {
        return freed ? new ObjectLife(true, hazards.plus(Hazard.USE_AFTER_FREE)) : this;
    }

    ObjectLife free() {
        return new ObjectLife(true, freed ? hazards.plus(Hazard.DOUBLE_FREE) : hazards);
    }
}
