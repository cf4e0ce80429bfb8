package kmemcg.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
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
 * @param own what a user has written, to be checked as designs are
 */
public record Inventory(List<DesignEntry> designs, List<HistoricalBug> bugs, List<Subject> own) {
    private static final String WHERE = "the command line";

    public Inventory {
        designs = List.copyOf(designs);
        bugs = List.copyOf(bugs);
        own = List.copyOf(own);
    }

    /** Without anything of a user's own. */
    public Inventory(List<DesignEntry> designs, List<HistoricalBug> bugs) {
        this(designs, bugs, List.of());
    }

    /**
     * With designs of a user's own besides.
     *
     * @throws InputError if one of them has a name that is taken, or nobody says what must hold of it
     */
    public Inventory and(List<OwnDesign> others) {
        List<Subject> all = new ArrayList<>(own);
        others.forEach(other -> all.add(free(other.subject(designs))));
        return new Inventory(designs, bugs, all);
    }

    private Subject free(Subject subject) {
        boolean isTaken = designs.stream().anyMatch(design -> design.name().equals(subject.name()))
                || bugs.stream().anyMatch(bug -> bug.name().equals(subject.name()));
        if (isTaken) {
            throw new InputError(
                    "there is a design or bug called %s already".formatted(subject.name()),
                    WHERE,
                    "give the class another name");
        }
        return subject;
    }

    /** Whether it is a historical bug's name. */
    public boolean isBug(@Nullable String name) {
        return bugs.stream().anyMatch(bug -> bug.name().equals(name));
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
        Map<String, Vocabulary> vocabularies = new TreeMap<>();
        own.forEach(subject -> vocabularies.put(subject.design(), subject.vocabulary()));
        designs.forEach(design -> vocabularies.put(design.name(), vocabulary(design)));
        return vocabularies;
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

    /**
     * What a test names beside a program.
     *
     * @throws InputError if there is no design or bug of this name for programs of the design
     */
    public Subject require(String design, String name) {
        return find(design, name)
                .orElseThrow(() -> new InputError(
                        "there is no design or bug of this name for programs of " + design,
                        name,
                        "look at: kmemcg designs, kmemcg bugs"));
    }

    /** The design, or the bug or own variant of that design that has this name. */
    Optional<Subject> find(String design, String name) {
        Stream<Subject> all = Stream.of(
                        own.stream(),
                        designs.stream().map(Inventory::subject),
                        bugs.stream().map(Inventory::subject))
                .flatMap(subjects -> subjects);
        return all.filter(subject ->
                        subject.name().equals(name) && subject.design().equals(design))
                .findFirst();
    }
}
