package kmemcg.program.enumerate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kmemcg.design.Vocabulary;
import kmemcg.program.Program;
import kmemcg.program.Segment;

/**
 * All programs of one shape in one world, by number. A row is a choice of all threads but the last; only how many programs each
 * row has is kept. Of threads of the same length the later one never stands before the earlier one in the order of
 * {@link Threads}, so each set of threads comes once.
 */
final class Block {
    private final String design;
    private final SmallWorld small;
    private final Shape shape;
    private final List<Integer> lengths;

    /** For each place in a program all threads that could stand there, and what they claim. */
    private final List<List<Segment>> threads = new ArrayList<>();

    private final List<List<Claims>> claims = new ArrayList<>();

    private final List<List<Integer>> rows;

    /** For each row the number of programs up to its end. */
    private final long[] ends;

    Block(String design, Vocabulary vocabulary, SmallWorld small, Shape shape) {
        this.design = design;
        this.small = small;
        this.shape = shape;
        this.lengths = shape.lengths();
        for (int at = 0; at < lengths.size(); at++) {
            List<Segment> choices = Threads.of(small, vocabulary, at + 1, lengths.get(at));
            threads.add(choices);
            claims.add(choices.stream().map(thread -> Claims.of(small, thread)).toList());
        }
        this.rows = rows(List.of());
        this.ends = rows.stream().mapToLong(row -> fitting(row).count()).toArray();
        for (int row = 1; row < ends.length; row++) {
            ends[row] += ends[row - 1];
        }
    }

    private List<List<Integer>> rows(List<Integer> chosen) {
        if (chosen.size() == lengths.size() - 1) {
            return List.of(chosen);
        }
        return choices(chosen)
                .mapToObj(next -> rows(with(chosen, next)))
                .flatMap(List::stream)
                .toList();
    }

    /** The numbers of the threads that may come next without a repetition. */
    private IntStream choices(List<Integer> chosen) {
        int at = chosen.size();
        boolean isAlike = at > 0 && lengths.get(at).equals(lengths.get(at - 1));
        return IntStream.range(isAlike ? chosen.get(at - 1) : 0, threads.get(at).size());
    }

    private IntStream fitting(List<Integer> row) {
        return choices(row).filter(last -> fit(with(row, last)));
    }

    private boolean fit(List<Integer> chosen) {
        return Claims.fit(IntStream.range(0, chosen.size())
                .mapToObj(at -> claims.get(at).get(chosen.get(at)))
                .toList());
    }

    private static List<Integer> with(List<Integer> chosen, int next) {
        List<Integer> more = new ArrayList<>(chosen);
        more.add(next);
        return more;
    }

    Shape shape() {
        return shape;
    }

    long size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** The program of a number, from 0. */
    Program get(long number) {
        int row = rowOf(number);
        long begin = row == 0 ? 0 : ends[row - 1];
        int last = fitting(rows.get(row)).skip(number - begin).findFirst().orElseThrow();
        return program(with(rows.get(row), last));
    }

    private int rowOf(long number) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (ends[middle] > number) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private Program program(List<Integer> chosen) {
        List<Segment> beside = IntStream.range(0, chosen.size())
                .mapToObj(at -> threads.get(at).get(chosen.get(at)))
                .toList();
        return new Program(design, small.world(), small.before(), beside, List.of(), List.of());
    }
}
