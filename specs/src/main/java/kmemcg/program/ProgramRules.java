package kmemcg.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.design.Vocabulary;
import kmemcg.program.Place.Part;
import kmemcg.program.World.Cache;

/**
 * Which programs mean something. Names: everything is defined once, and by something that may come before its use; what was
 * there and is gone is no mistake, since whether it is gone depends on the run. Use: nothing is done that the kernel forbids
 * its own users, because what breaks then is the user, not the design:
 *
 * <ul>
 *   <li>the root is neither limited nor removed, and no group is removed that certainly still has a child;
 *   <li>a cache is destroyed only while no parallel thread uses it or its objects, nor reclaim could find some;
 *   <li>a CPU goes offline only if nothing runs there, then or later;
 *   <li>no allocation is asked to be charged and not to be charged, or never to fail and never to sleep.
 * </ul>
 *
 * <p>Objects may be shared freely: an object is used by whoever takes it out of its handle.
 */
public final class ProgramRules {
    /** Programs are small; a longer one is a mistake, and no engine could do anything with it. */
    static final int MAX_OPERATIONS = 1_000;

    private ProgramRules() {}

    /** Whether all rules hold. */
    public static boolean allows(Program program) {
        return breaches(program).isEmpty();
    }

    /** The rules broken, in the order of the program's text. */
    static List<Breach> breaches(Program program) {
        List<Breach> breaches = new ArrayList<>();
        if (program.size() > MAX_OPERATIONS) {
            String what = "%d operations; a program has at most %d".formatted(program.size(), MAX_OPERATIONS);
            return List.of(new Breach(Place.program(), what, "make it smaller"));
        }
        List<Step> steps = Step.of(program);
        NameRules.check(program, steps, breaches);
        UseRules.check(program, steps, breaches);
        breaches.sort(Comparator.comparing(Breach::place, Place.ORDER));
        return breaches;
    }

    /** The words that a design does not have. */
    static Stream<Breach> foreign(Program program, Vocabulary vocabulary) {
        return Stream.of(
                        foreignVerbs(program, vocabulary),
                        foreignFlags(program, vocabulary),
                        foreignTraits(program, vocabulary))
                .flatMap(breaches -> breaches);
    }

    private static Stream<Breach> foreignVerbs(Program program, Vocabulary vocabulary) {
        return Step.of(program).stream()
                .filter(step -> !vocabulary.has(step.operation().verb()))
                .map(step -> foreign(
                        program, step.place(), step.operation().verb().word(), words(vocabulary.verbs(), Verb::word)));
    }

    private static Stream<Breach> foreignFlags(Program program, Vocabulary vocabulary) {
        List<String> known = words(vocabulary.allocFlags(), AllocFlag::word);
        return Step.of(program).stream()
                .filter(step -> step.operation().verb().bindsObject())
                .flatMap(step -> step.operation().all(Kind.FLAGS).stream()
                        .filter(flag -> !known.contains(flag))
                        .map(flag -> foreign(program, step.place(), flag, known)));
    }

    private static Stream<Breach> foreignTraits(Program program, Vocabulary vocabulary) {
        List<String> known = words(vocabulary.cacheFlags(), CacheFlag::word);
        List<Cache> caches = program.world().caches();
        return IntStream.range(0, caches.size()).boxed().flatMap(index -> caches.get(index).flags().stream()
                .map(CacheFlag::word)
                .filter(word -> !known.contains(word))
                .map(word -> foreign(program, Place.of(Part.CACHE, index), word, known)));
    }

    private static <E> List<String> words(Set<E> all, Function<E, String> word) {
        return all.stream().map(word).sorted().toList();
    }

    private static Breach foreign(Program program, Place place, String word, List<String> known) {
        String what = "the design %s has no %s".formatted(program.design(), word);
        return new Breach(place, what, "it has: " + (known.isEmpty() ? "none" : String.join(", ", known)));
    }
}
