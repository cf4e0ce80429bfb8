package kmemcg.engine.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kmemcg.design.Verb;
import kmemcg.program.Program;
import kmemcg.program.enumerate.Shape;
import kmemcg.program.enumerate.SmallPrograms;
import kmemcg.program.generate.JqwikGenerator;

/**
 * Which programs, and how many executions of each at most. Most small programs have few executions and are soon explored to their
 * end; of the others a few executions each come first, then more and more of those that are left.
 */
final class Plan {
    private static final List<Integer> MOST = List.of(30, 1_000, 30_000);
    private static final int GENERATED = 200;

    /** Of the programs with three operations every so many. */
    private static final int STRIDE = 250;

    private Plan() {}

    /** The programs of an undirected search. */
    static List<Program> programs(String design, Set<Verb> vocabulary, long seed, double effort) {
        SmallPrograms family = new SmallPrograms(design, vocabulary);
        List<Program> programs = new ArrayList<>();
        long pairs = family.sizeUpTo(Shape.ONE_BESIDE_ONE);
        for (long index = 0; index < pairs; index++) {
            programs.add(family.get(index));
        }
        long triples = family.sizeUpTo(Shape.TWO_BESIDE_ONE);
        long stride = Math.max(1, Math.round(STRIDE / effort));
        for (long index = pairs + seed % stride; index < triples; index += stride) {
            programs.add(family.get(index));
        }
        int generated = (int) Math.max(1, Math.round(GENERATED * effort));
        programs.addAll(JqwikGenerator.concurrent(design, vocabulary).first(generated, seed));
        programs.removeIf(program -> program.threads().isEmpty());
        return programs;
    }

    /** How many executions of each program a pass looks at; the last one again and again, but more of them. */
    static long most(int pass) {
        return MOST.get(pass);
    }

    static int passes() {
        return MOST.size();
    }
}
