package kmemcg.program;

import java.util.List;

/**
 * Makes any program keep the rules, by dropping the operation or item that breaks one until none does. Dropping a name so
 * drops all that refers to it. It ends, since each round leaves less: fewer items, or fewer segments away from the root group
 * and CPU 0.
 */
public final class Repair {
    private Repair() {}

    /**
     * The nearest program that {@link ProgramRules} allow.
     *
     * @param program one with no more operations than a program may have
     */
    public static Program repaired(Program program) {
        Program current = program;
        List<Breach> breaches = ProgramRules.breaches(current);
        while (!breaches.isEmpty()) {
            current = withoutCause(current, breaches.get(0).place());
            breaches = ProgramRules.breaches(current);
        }
        return current;
    }

    private static Program withoutCause(Program program, Place place) {
        if (place.equals(Place.of(place.part(), place.index(), Place.CPU)) && isSegment(place)) {
            return Edits.segment(program, place, segment -> segment.onCpu(0));
        }
        if (place.equals(Place.of(place.part(), place.index(), Place.GROUP)) && isSegment(place)) {
            return Edits.segment(program, place, segment -> segment.inGroup(World.ROOT));
        }
        return Edits.without(program, place);
    }

    private static boolean isSegment(Place place) {
        return switch (place.part()) {
            case BEFORE, THREADS, AFTER -> true;
            case DESIGN, GROUP, CACHE, EXPECTATION -> false;
        };
    }
}
