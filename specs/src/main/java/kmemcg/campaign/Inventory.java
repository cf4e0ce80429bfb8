package kmemcg.campaign;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import kmemcg.design.Catalogue;
import kmemcg.design.DesignEntry;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Vocabulary;
import kmemcg.engine.Subject;
import kmemcg.input.InputError;
import kmemcg.input.Nearest;
import org.jspecify.annotations.Nullable;

/**
 * What there is to check, asked for by names that a user typed.
 *
 * @param designs as they must pass
 * @param bugs as they must fail
 */
public record Inventory(List<DesignEntry> designs, List<HistoricalBug> bugs) {
    private static final String WHERE = "the command line";

    public Inventory {
        designs = List.copyOf(designs);
        bugs = List.copyOf(bugs);
    }

    /** All of the {@link Catalogue}. */
    public static Inventory installed() {
        return new Inventory(Catalogue.designs(), Catalogue.bugs());
    }

    /**
     * The designs with these names, in the inventory's order; all if no names are given.
     *
     * @throws InputError if a name is not that of a design
     */
    public List<DesignEntry> designs(Collection<String> names) {
        List<String> bugNames = bugs.stream().map(HistoricalBug::name).toList();
        names.stream().filter(bugNames::contains).findFirst().ifPresent(bug -> {
            throw new InputError(bug + " is a historical bug, not a design", WHERE, "write: kmemcg hunt " + bug);
        });
        return chosen("design", designs, DesignEntry::name, names);
    }

    /**
     * The bugs with these names, in the inventory's order; all if no names are given.
     *
     * @throws InputError if a name is not that of a bug
     */
    public List<HistoricalBug> bugs(Collection<String> names) {
        return chosen("bug", bugs, HistoricalBug::name, names);
    }

    private static <T> List<T> chosen(String kind, List<T> all, Function<T, String> nameOf, Collection<String> names) {
        List<String> known = all.stream().map(nameOf).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw Nearest.unknown(kind, name, WHERE, known);
        });
        return all.stream()
                .filter(entry -> names.isEmpty() || names.contains(nameOf.apply(entry)))
                .toList();
    }

    /** The words of each design, by its name. */
    public Map<String, Vocabulary> vocabularies() {
        return designs.stream().collect(Collectors.toMap(DesignEntry::name, Inventory::vocabulary));
    }

    /** The words of a design, which must be booted to be asked. */
    public static Vocabulary vocabulary(DesignEntry design) {
        return subject(design).vocabulary();
    }

    /** A design as something to check. */
    public static Subject subject(DesignEntry design) {
        return new Subject(design.name(), design.name(), design.factory()::boot);
    }

    /** A bug as something to check. */
    public static Subject subject(HistoricalBug bug) {
        return new Subject(bug.design(), bug.name(), bug.factory()::boot);
    }

    /** The design, or the bug of that design if one is named. */
    Optional<Subject> find(String design, @Nullable String bug) {
        return bug == null
                ? designs.stream()
                        .filter(entry -> entry.name().equals(design))
                        .map(Inventory::subject)
                        .findFirst()
                : bugs.stream()
                        .filter(entry ->
                                entry.name().equals(bug) && entry.design().equals(design))
                        .map(Inventory::subject)
                        .findFirst();
    }
}
