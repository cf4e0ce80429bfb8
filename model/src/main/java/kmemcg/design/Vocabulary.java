package kmemcg.design;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The words that programs for one design are written in.
 *
 * @param verbs its operations
 * @param allocFlags how its allocations may be asked for
 * @param cacheFlags the traits that its caches may have
 */
public record Vocabulary(Set<Verb> verbs, Set<AllocFlag> allocFlags, Set<CacheFlag> cacheFlags) {
    public Vocabulary {
        verbs = sorted(verbs, Verb.class);
        allocFlags = sorted(allocFlags, AllocFlag.class);
        cacheFlags = sorted(cacheFlags, CacheFlag.class);
    }

    /** In the order of the enum, so that whatever is drawn from it is drawn the same way each time. */
    private static <E extends Enum<E>> Set<E> sorted(Set<E> words, Class<E> type) {
        Set<E> all = EnumSet.noneOf(type);
        all.addAll(words);
        return Collections.unmodifiableSet(all);
    }

    /** That of a design. */
    public static Vocabulary of(KmemDesign design) {
        return new Vocabulary(design.vocabulary(), design.allocFlags(), design.cacheFlags());
    }

    /** These operations with all flags. */
    public static Vocabulary of(Set<Verb> verbs) {
        return new Vocabulary(verbs, EnumSet.allOf(AllocFlag.class), EnumSet.allOf(CacheFlag.class));
    }

    public boolean has(Verb verb) {
        return verbs.contains(verb);
    }

    public boolean has(AllocFlag flag) {
        return allocFlags.contains(flag);
    }

    /** The operation that allocates, if there is one; programs then have caches to allocate from. */
    public Optional<Verb> allocating() {
        return verbs.stream().filter(Verb::bindsObject).findFirst();
    }

    /** The operation that removes a group without waiting, or if there is none, the one that waits. */
    public Optional<Verb> removing() {
        return verbs.stream()
                .filter(verb -> verb == Verb.RMDIR || verb == Verb.OFFLINE)
                .findFirst();
    }
}
