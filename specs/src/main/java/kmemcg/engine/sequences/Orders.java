package kmemcg.engine.sequences;

import java.util.ArrayList;
import java.util.List;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import kmemcg.program.Segment;

/**
 * In which orders can a program run if each operation is one step? Its threads' operations are merged in every way that keeps
 * each thread's own order, threads one after the other first; if that are too many ways, in that first way only.
 */
record Orders(List<List<Turn>> all, boolean complete) {
    static final int MOST = 200;

    static Orders of(Program program) {
        List<Turn> before = inTurn(program, Phase.BEFORE);
        List<Turn> after = inTurn(program, Phase.AFTER);
        boolean complete = ways(program.threads()) <= MOST;
        List<List<Turn>> all = new ArrayList<>();
        for (List<Turn> threads : complete ? merged(program) : List.of(inTurn(program, Phase.THREADS))) {
            List<Turn> order = new ArrayList<>(before);
            order.addAll(threads);
            order.addAll(after);
            all.add(order);
        }
        return new Orders(all, complete);
    }

    private static List<Turn> inTurn(Program program, Phase phase) {
        List<Turn> turns = new ArrayList<>();
        List<Segment> segments = program.segments(phase);
        for (int segment = 0; segment < segments.size(); segment++) {
            for (Operation operation : segments.get(segment).operations()) {
                turns.add(new Turn(phase, segment, operation));
            }
        }
        return turns;
    }

    /** The multinomial coefficient of the threads' lengths, as a product of binomials; stops growing above the most. */
    private static long ways(List<Segment> threads) {
        long ways = 1;
        int placed = 0;
        for (Segment thread : threads) {
            for (int at = 1; at <= thread.operations().size() && ways <= MOST; at++) {
                placed++;
                ways = ways * placed / at;
            }
        }
        return ways;
    }

    private static List<List<Turn>> merged(Program program) {
        List<List<Turn>> merged = new ArrayList<>();
        merge(program.threads(), new int[program.threads().size()], new ArrayList<>(), merged);
        return merged;
    }

    private static void merge(List<Segment> threads, int[] next, List<Turn> sofar, List<List<Turn>> merged) {
        boolean over = true;
        for (int thread = 0; thread < next.length; thread++) {
            List<Operation> operations = threads.get(thread).operations();
            if (next[thread] < operations.size()) {
                over = false;
                sofar.add(new Turn(Phase.THREADS, thread, operations.get(next[thread]++)));
                merge(threads, next, sofar, merged);
                next[thread]--;
                sofar.remove(sofar.size() - 1);
            }
        }
        if (over) {
            merged.add(List.copyOf(sofar));
        }
    }
}
