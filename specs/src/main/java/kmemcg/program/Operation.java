package kmemcg.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a program, as plain data. It fits {@link Verb#arguments}: so many words, names where names belong, numbers
 * within their bounds; and it has one form only, flags in the order of their enum and numbers without leading zeros.
 *
 * @param verb what to do
 * @param arguments the words behind the verb, as {@link Verb#arguments} describes them
 * @param binds the name given to the object that the operation makes, null if it makes none
 */
public record Operation(
        Verb verb, List<String> arguments, @Nullable String binds) {
    public Operation {
        if (verb.bindsObject() != (binds != null)) {
            throw new IllegalArgumentException(verb.word() + " names an object if and only if it makes one");
        }
        if (binds != null) {
            Name.require(binds);
        }
        arguments = canonical(verb, arguments);
    }

    /** An operation that makes no object. */
    public static Operation of(Verb verb, String... arguments) {
        return new Operation(verb, List.of(arguments), null);
    }

    /** {@code object = alloc cache flags}. */
    public static Operation alloc(String object, String cache, AllocFlag... flags) {
        Stream<String> words = Stream.concat(Stream.of(cache), Stream.of(flags).map(AllocFlag::word));
        return new Operation(Verb.ALLOC, words.toList(), object);
    }

    /** {@code page = page flags}. */
    public static Operation page(String page, AllocFlag... flags) {
        return new Operation(Verb.PAGE, Stream.of(flags).map(AllocFlag::word).toList(), page);
    }

    private static List<String> canonical(Verb verb, List<String> words) {
        List<String> result = new ArrayList<>();
        int at = 0;
        for (Kind kind : verb.arguments()) {
            int end = isList(kind) ? words.size() : at + 1;
            if (end > words.size() || (kind == Kind.OBJECTS && at == end)) {
                throw new IllegalArgumentException(verb.word() + " lacks an argument");
            }
            result.addAll(canonical(verb, kind, words.subList(at, end)));
            at = end;
        }
        if (at != words.size()) {
            throw new IllegalArgumentException(verb.word() + " has an argument too many: " + words);
        }
        return List.copyOf(result);
    }

    private static List<String> canonical(Verb verb, Kind kind, List<String> words) {
        if (kind == Kind.FLAGS) {
            return FlagWords.canonical(verb, words);
        }
        Quantity quantity = Quantity.of(kind);
        return words.stream()
                .map(word -> quantity == null ? Name.require(word) : Long.toString(quantity.parse(word)))
                .toList();
    }

    static boolean isList(Kind kind) {
        return kind == Kind.OBJECTS || kind == Kind.FLAGS;
    }

    /** What the argument at this index names or counts. */
    public Kind kind(int index) {
        List<Kind> kinds = verb.arguments();
        return kinds.get(Math.min(index, kinds.size() - 1));
    }

    /** All arguments of one kind, in order. */
    public List<String> all(Kind kind) {
        return IntStream.range(0, arguments.size())
                .filter(index -> kind(index) == kind)
                .mapToObj(arguments::get)
                .toList();
    }

    /** The one argument of a kind that the verb has. */
    public String the(Kind kind) {
        return arguments.get(verb.arguments().indexOf(kind));
    }

    /** The one number of a kind that the verb has. */
    public long number(Kind kind) {
        return Long.parseLong(the(kind));
    }

    /** The slab objects it uses, whether by {@link Kind#OBJECT} or by {@link Kind#OBJECTS}. */
    public List<String> objects() {
        return Stream.concat(all(Kind.OBJECT).stream(), all(Kind.OBJECTS).stream())
                .toList();
    }

    /** The name of what it has charged once it has succeeded; null if it charges nothing. */
    public @Nullable String charged() {
        if (!verb.charges()) {
            return null;
        }
        return binds == null ? the(Kind.USER_PAGE) : binds;
    }

    /** How it allocates, if it does. */
    public Set<AllocFlag> allocFlags() {
        return FlagWords.allocFlags(all(Kind.FLAGS));
    }

    /** The traits of the cache it creates, if it does. */
    public Set<CacheFlag> cacheFlags() {
        return FlagWords.cacheFlags(all(Kind.FLAGS));
    }

    /** The same with another word at an index. */
    Operation with(int index, String word) {
        List<String> words = new ArrayList<>(arguments);
        words.set(index, word);
        return new Operation(verb, words, binds);
    }

    /** The same without the word at an index; only a list may lose one. */
    Operation without(int index) {
        List<String> words = new ArrayList<>(arguments);
        words.remove(index);
        return new Operation(verb, words, binds);
    }

    /** As programs are written. */
    @Override
    public String toString() {
        String name = binds == null ? "" : binds + " = ";
        return name
                + String.join(
                        " ",
                        Stream.concat(Stream.of(verb.word()), arguments.stream())
                                .toList());
    }
}
