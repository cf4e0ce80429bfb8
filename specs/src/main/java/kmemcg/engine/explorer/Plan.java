package kmemcg.engine.explorer;

import java.util.List;
import kmemcg.design.Vocabulary;
import kmemcg.engine.Walks;
import kmemcg.program.Program;
import kmemcg.program.enumerate.SmallPrograms;
import kmemcg.program.generate.JqwikGenerator;

/**
 * Which programs, and how many executions of each at most. Most small programs have few executions and are soon explored to their
 * end; of the others a few executions each come first, then many of those that are left, then very many, in order and by random walks.
 */
final class Plan {
    /** Of each program at first; most programs have fewer. */
    private static final long FEW = 30;

    /** Of each that is left, at effort 1. */
    private static final long MANY = 1_000;

    private static final long FEW_WALKS = 30;
    private static final long MANY_WALKS = 300;

    /** So many times as many in the last pass, which only those come to who have minutes. */
    private static final long MORE = 10;

    private static final int GENERATED = 200;

    /** Of the programs with three operations in each world. */
    private static final int TRIPLES = 600;

    private Plan() {}

    /** The programs of an undirected search, each made when it is asked for. */
    static List<Program> programs(String design, Vocabulary vocabulary, long seed, double effort) {
        int generated = (int) Math.max(1, Math.round(GENERATED * effort));
        return new PlannedPrograms(
                new SmallPrograms(design, vocabulary),
                Math.max(1, Math.round(TRIPLES * effort)),
                seed,
                () -> JqwikGenerator.concurrent(design, vocabulary),
                generated);
    }

    /** What a pass looks at of each program that is left. */
    static Sample sample(int pass, long seed, double effort) {
        return switch (pass) {
            case 0 -> new Sample(FEW, seed, new Walks(1, FEW_WALKS));
            case 1 -> sample(MANY, seed, FEW_WALKS, MANY_WALKS, effort);
            default -> sample(MORE * MANY, seed, FEW_WALKS + MANY_WALKS, MORE * MANY_WALKS, effort);
        };
    }

    private static Sample sample(long first, long seed, long walked, long walks, double effort) {
        Walks further = new Walks(walked + 1, Math.round(walks * effort));
        return new Sample(Math.round(first * effort), seed, further);
    }

    static int passes() {
        return 3;
    }

    /** How many executions of each program of a family that is to be explored to its end, one pass after the other. */
    static List<Long> familyBounds() {
        return List.of(MANY, 100 * MANY, Long.MAX_VALUE);
    }
}
