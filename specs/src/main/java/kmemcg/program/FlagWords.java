package kmemcg.program;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;

/** The words for {@link AllocFlag}s and {@link CacheFlag}s, each in the order of its enum. */
final class FlagWords {
    static final List<String> OF_CACHES =
            Stream.of(CacheFlag.values()).map(CacheFlag::word).toList();

    static final List<String> OF_ALLOCATIONS =
            Stream.of(AllocFlag.values()).map(AllocFlag::word).toList();

    static final List<String> OF_PAGES = List.of(AllocFlag.NOACCOUNT.word());

    private FlagWords() {}

    /** The flags that may stand behind a verb. */
    static List<String> of(Verb verb) {
        return switch (verb) {
            case ALLOC -> OF_ALLOCATIONS;
            case PAGE -> OF_PAGES;
            case CREATE_CACHE -> OF_CACHES;
            default -> List.of();
        };
    }

    /** The words in the order of their enum, each once. */
    static List<String> canonical(Verb verb, List<String> words) {
        List<String> known = of(verb);
        if (!known.containsAll(words)) {
            throw new IllegalArgumentException(verb.word() + " knows no such flag: " + words);
        }
        return known.stream().filter(words::contains).toList();
    }

    /** The flags of an allocation that these words name. */
    static Set<AllocFlag> allocFlags(Collection<String> words) {
        Set<AllocFlag> flags = EnumSet.allOf(AllocFlag.class);
        flags.removeIf(flag -> !words.contains(flag.word()));
        return Collections.unmodifiableSet(flags);
    }

    /** The traits of a cache that these words name. */
    static Set<CacheFlag> cacheFlags(Collection<String> words) {
        Set<CacheFlag> flags = EnumSet.allOf(CacheFlag.class);
        flags.removeIf(flag -> !words.contains(flag.word()));
        return Collections.unmodifiableSet(flags);
    }
}
