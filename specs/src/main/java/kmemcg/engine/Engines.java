package kmemcg.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.input.Nearest;

/** The engines there are, the cheapest first, so that a bug is found by the cheapest engine that can find it. */
public final class Engines {
    private static final List<String> BY_COST = List.of("sequences", "explorer", "lincheck", "stress", "races");

    private final List<Engine> engines;

    private Engines(Stream<Engine> engines) {
        this.engines = engines.sorted(Comparator.comparingInt(Engines::cost).thenComparing(Engine::name))
                .toList();
    }

    /** Those that declare themselves as services on the class path. */
    public static Engines installed() {
        return new Engines(ServiceLoader.load(Engine.class).stream().map(ServiceLoader.Provider::get));
    }

    /** These, sorted. */
    public static Engines of(Engine... engines) {
        return new Engines(Stream.of(engines));
    }

    private static int cost(Engine engine) {
        int at = BY_COST.indexOf(engine.name());
        return at < 0 ? BY_COST.size() : at;
    }

    /** Those that can be given a program. */
    public static List<Engine> runningPrograms(List<Engine> engines) {
        return engines.stream().filter(Engine::runsPrograms).toList();
    }

    /** How many parts of the time some engines get together. */
    public static int partsOfTime(List<Engine> engines) {
        return engines.stream().mapToInt(Engine::partsOfTime).sum();
    }

    /** All, the cheapest first. */
    public List<Engine> all() {
        return engines;
    }

    /** Their names, the cheapest first. */
    public List<String> names() {
        return engines.stream().map(Engine::name).toList();
    }

    /** The one with this name. */
    public Optional<Engine> find(String name) {
        return engines.stream().filter(engine -> engine.name().equals(name)).findFirst();
    }

    /**
     * Those with these names, the cheapest first; if no names are given, those that take part unasked.
     *
     * @throws kmemcg.input.InputError if a name is not that of an engine
     */
    public List<Engine> named(Collection<String> wanted) {
        wanted.stream().filter(name -> !names().contains(name)).findFirst().ifPresent(name -> {
            throw Nearest.unknown("engine", name, "--engine", names());
        });
        return engines.stream()
                .filter(engine -> wanted.isEmpty() ? engine.takesPartUnasked() : wanted.contains(engine.name()))
                .collect(Collectors.toUnmodifiableList());
    }
}
