package kmemcg.engine.explorer;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import kmemcg.program.Program;
import kmemcg.program.ProgramGenerator;
import kmemcg.program.enumerate.Shape;
import kmemcg.program.enumerate.SmallPrograms;

/**
 * The smallest programs of a family, some of the next larger ones, then generated ones. Each is made when somebody asks for
 * it, since making them all takes longer than some searches may. Several threads may ask.
 */
final class PlannedPrograms extends AbstractList<Program> {
    private final SmallPrograms family;
    private final long seed;
    private final Supplier<ProgramGenerator> generator;
    private final int generated;
    private final int pairs;
    private final long[] triples;

    /** All generated programs once somebody has asked for one; none before. */
    private final List<Program> drawn = new ArrayList<>();

    /**
     * Makes none yet.
     *
     * @param triples how many of the programs with three operations are in the list, of each world
     * @param seed says which, and which programs are generated
     * @param generated how many programs are generated
     */
    PlannedPrograms(
            SmallPrograms family, long triples, long seed, Supplier<ProgramGenerator> generator, int generated) {
        this.family = family;
        this.seed = seed;
        this.generator = generator;
        this.generated = generated;
        this.pairs = (int) family.sizeUpTo(Shape.ONE_BESIDE_ONE);
        this.triples = family.some(Shape.TWO_BESIDE_ONE, triples, seed);
    }

    @Override
    public int size() {
        return pairs + triples.length + generated;
    }

    @Override
    public Program get(int index) {
        if (index < pairs) {
            return family.get(index);
        }
        int beyond = index - pairs;
        return beyond < triples.length ? family.get(triples[beyond]) : drawn(beyond - triples.length);
    }

    private synchronized Program drawn(int index) {
        if (drawn.isEmpty()) {
            generator.get().generate(seed, sample -> {
                if (!sample.program().threads().isEmpty()) {
                    drawn.add(sample.program());
                }
                return drawn.size() < generated;
            });
        }
        return drawn.get(index);
    }
}
