package kmemcg.explore.oracle;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program with all that it can do, as {@link Outcome} prints it.
 *
 * @param sc how complete executions end under sequential consistency
 * @param onlyTso what total store order adds
 * @param stuck how executions end that cannot go on, in both models
 * @param hazards what can happen to the object, in both models
 */
public record Shape(
        String name,
        MicroProgram program,
        Set<String> sc,
        Set<String> onlyTso,
        Set<String> stuck,
        Set<Hazard> hazards) {
    /** A program that does the same in both models, never gets stuck, and keeps its object. */
    static Shape of(String name, List<List<MicroOp>> threads, String... outcomes) {
        return new Shape(name, new MicroProgram(threads), Set.of(outcomes), Set.of(), Set.of(), Set.of());
    }

    Shape onlyTso(String... outcomes) {
        return new Shape(name, program, sc, Set.of(outcomes), stuck, hazards);
    }

    Shape stuck(String... outcomes) {
        return new Shape(name, program, sc, onlyTso, Set.of(outcomes), hazards);
    }

    Shape hazards(Hazard... possible) {
        return new Shape(name, program, sc, onlyTso, stuck, Set.of(possible));
    }

    /** With a fence after each operation: the same outcomes, but in TSO none more. */
    Shape fenced() {
        return new Shape(name + "+mb", Variants.fenced(program, kind -> true), sc, Set.of(), stuck, hazards);
    }

    /** With {@code xchg} for writes, in both models; what these return is in the outcomes too. */
    Shape exchanged(String... outcomes) {
        return new Shape(name + "+xchg", Variants.exchanged(program), Set.of(outcomes), Set.of(), stuck, hazards);
    }

    public Set<String> tso() {
        Set<String> all = new TreeSet<>(sc);
        all.addAll(onlyTso);
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
