package kmemcg.program.enumerate;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import kmemcg.input.InputError;
import kmemcg.program.Program;

/**
 * Small programs that somebody wants to see explored to their end, all of them: those of {@link SmallPrograms} of one shape, in the
 * world {@code nested} (P &lt; root, C &lt; P, one cache, two CPUs), made of some operations only.
 *
 * @param shape how many threads with how many operations each
 * @param verbs the operations
 */
public record Family(Shape shape, Set<Verb> verbs) {
    public Family {
        verbs = Set.copyOf(verbs);
    }

    /**
     * Reads the text that names a family: {@code 1+1} for all operations, {@code 2+2:rmdir,free,alloc} for some.
     *
     * @throws InputError if it is not one
     */
    public static Family parse(String text) {
        String[] parts = text.split(":", 2);
        Shape shape = Stream.of(Shape.values())
                .filter(one -> one.word().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new InputError(
                        "there is no shape " + parts[0],
                        "--family " + text,
                        "write one of: "
                                + Stream.of(Shape.values()).map(Shape::word).collect(Collectors.joining(", "))));
        return new Family(shape, parts.length == 1 ? EnumSet.allOf(Verb.class) : verbs(parts[1], text));
    }

    private static Set<Verb> verbs(String words, String text) {
        return Arrays.stream(words.split(",", -1)).map(word -> verb(word, text)).collect(Collectors.toSet());
    }

    private static Verb verb(String word, String text) {
        return Stream.of(Verb.values())
                .filter(verb -> verb.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InputError(
                        "there is no operation " + word,
                        "--family " + text,
                        "see the words of the design with: kmemcg designs"));
    }

    /**
     * Its programs for one design.
     *
     * @throws InputError if there are none
     */
    public List<Program> programs(String design, Vocabulary vocabulary) {
        SmallWorld nested = SmallWorld.all(vocabulary).get(0);
        Vocabulary known = nested.words();
        Set<Verb> both = EnumSet.noneOf(Verb.class);
        both.addAll(known.verbs());
        both.retainAll(verbs);
        Vocabulary words = new Vocabulary(both, known.allocFlags(), known.cacheFlags());
        Block block = new Block(design, words, nested, shape);
        List<Program> programs =
                LongStream.range(0, block.size()).mapToObj(block::get).toList();
        if (programs.isEmpty()) {
            throw new InputError(
                    "no program of %s is made of these operations".formatted(design),
                    "--family " + shape.word(),
                    "take operations that the design has: kmemcg designs");
        }
        return programs;
    }
}
