package kmemcg.program;

import java.util.ArrayList;
import java.util.List;

/** A source of random programs. The same seed gives the same programs in the same order, on every machine. */
public interface ProgramGenerator {
    /** Brings one sample after the other until the visitor has had enough. Not to be called from within a visit. */
    void generate(long seed, Visitor visitor);

    /** The first programs of a seed. */
    default List<Program> first(int count, long seed) {
        List<Program> programs = new ArrayList<>();
        if (count > 0) {
            generate(seed, sample -> programs.add(sample.program()) && programs.size() < count);
        }
        return programs;
    }

    /** Who gets the samples. */
    @FunctionalInterface
    interface Visitor {
        /** Takes a sample; whether to bring another one. */
        boolean visit(Sample sample);
    }
}
