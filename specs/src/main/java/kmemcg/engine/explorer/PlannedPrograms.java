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
 * The smallest programs of a family, every so many of the next larger ones, then generated ones. Each is made when somebody asks for
 * it, since making them all takes longer than some searches may. Several threads may ask.
 */
final class PlannedPrograms extends AbstractList<Program> {
    private final SmallPrograms family;
    private final long stride;
    private final long seed;
    private final Supplier<ProgramGenerator> generator;
    private final int generated;
    private final int pairs;
    private final int samples;

    /** All generated programs once somebody has asked for one; none before. */
    private final List<Program> drawn = new ArrayList<>();

    /**
     * Makes none yet.
     *
     * @param stride of how many larger programs one is in the list
     * @param seed says which one, and which programs are generated
     * @param generated how many programs are generated
     */
    PlannedPrograms(SmallPrograms family, long stride, long seed, Supplier<ProgramGenerator> generator, int generated) {
        this.family = family;
        this.stride = stride;
        this.seed = seed;
        this.generator = generator;
        this.generated = generated;
        this.pairs = (int) family.sizeUpTo(Shape.ONE_BESIDE_ONE);
        long behindFirst = family.sizeUpTo(Shape.TWO_BESIDE_ONE) - firstSample();
        this.samples = (int) Math.max(0, (behindFirst + stride - 1) / stride);
    }

    private long firstSample() {
        return pairs + Math.floorMod(seed, stride);
    }

    @Override
    public int size() {
        return pairs + samples + generated;
    }

    @Override
    public Program get(int index) {
        if (index < pairs) {
            return family.get(index);
        }
        int beyond = index - pairs;
        return beyond < samples ? family.get(firstSample() + beyond * stride) : drawn(beyond - samples);
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
