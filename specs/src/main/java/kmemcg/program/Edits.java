package kmemcg.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import kmemcg.program.Place.Part;
import kmemcg.program.Program.Phase;

/** Programs that differ from a program in one place. The result may break the rules; see {@link Repair}. */
final class Edits {
    private Edits() {}

    /** Without the operation, or else the item of a list, that stands at a place; a segment left empty goes, too. */
    static Program without(Program program, Place place) {
        return switch (place.part()) {
            case DESIGN -> throw new IllegalArgumentException("a program cannot do without its design");
            case GROUP ->
                program.withWorld(
                        program.world().withGroups(without(program.world().groups(), place.index())));
            case CACHE ->
                program.withWorld(
                        program.world().withCaches(without(program.world().caches(), place.index())));
            case EXPECTATION -> program.withExpectations(without(program.expectations(), place.index()));
            case BEFORE, THREADS, AFTER ->
                place.isInOperation() ? withoutOperation(program, place) : withoutSegment(program, place);
        };
    }

    private static Program withoutSegment(Program program, Place place) {
        Phase phase = place.part().phase();
        return program.withSegments(phase, without(program.segments(phase), place.index()));
    }

    private static Program withoutOperation(Program program, Place place) {
        List<Operation> operations = segment(program, place).operations();
        if (operations.size() == 1) {
            return withoutSegment(program, place);
        }
        return segment(program, place, segment -> segment.running(without(operations, place.operation())));
    }

    /** With another operation at a place. */
    static Program operation(Program program, Place place, UnaryOperator<Operation> change) {
        return segment(
                program, place, segment -> segment.running(replaced(segment.operations(), place.operation(), change)));
    }

    /** With another segment at a place. */
    static Program segment(Program program, Place place, UnaryOperator<Segment> change) {
        Phase phase = place.part().phase();
        return program.withSegments(phase, replaced(program.segments(phase), place.index(), change));
    }

    static Segment segment(Program program, Place place) {
        return program.segments(place.part().phase()).get(place.index());
    }

    /** With every operation of every segment changed in the same way. */
    static Program operations(Program program, UnaryOperator<Operation> change) {
        return segments(
                program,
                segment -> segment.running(
                        segment.operations().stream().map(change).toList()));
    }

    /** With every segment changed in the same way. */
    static Program segments(Program program, UnaryOperator<Segment> change) {
        Program result = program;
        for (Phase phase : Phase.values()) {
            result = result.withSegments(
                    phase, result.segments(phase).stream().map(change).toList());
        }
        return result;
    }

    /** The places of all segments, in the order of the text. */
    static List<Place> segmentPlaces(Program program) {
        List<Place> places = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            for (int index = 0; index < program.segments(phase).size(); index++) {
                places.add(Place.of(Part.of(phase), index));
            }
        }
        return places;
    }

    static <T> List<T> without(List<T> list, int index) {
        List<T> rest = new ArrayList<>(list);
        rest.remove(index);
        return rest;
    }

    static <T> List<T> replaced(List<T> list, int index, UnaryOperator<T> change) {
        List<T> changed = new ArrayList<>(list);
        changed.set(index, change.apply(changed.get(index)));
        return changed;
    }
}
