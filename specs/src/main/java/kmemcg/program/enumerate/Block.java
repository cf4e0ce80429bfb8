package kmemcg.program.enumerate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import kmemcg.design.Vocabulary;
import kmemcg.program.Program;
import kmemcg.program.Segment;

/**
 * All programs of one shape in one world, by number. A row is a choice of all threads but the last; only how many programs each
 * row has is kept, and last threads with the same claims are counted together, since there are few kinds of claims and millions of
 * programs. Of threads of the same length the later one never stands before the earlier one in the order of {@link Threads}, so
 * each set of threads comes once.
 */
final class Block {
    private final String design;
    private final SmallWorld small;
    private final List<Integer> lengths;

    /** For each place in a program all threads that could stand there, and what they claim. */
    private final List<List<Segment>> threads = new ArrayList<>();

    private final List<List<Claims>> claims = new ArrayList<>();

    /** For each kind of claims that a last thread may have, the numbers of the threads that have it, in order. */
    private final Map<Claims, int[]> lasts;

    private final List<List<Integer>> rows;

    /** For each row the number of programs up to its end. */
    private final long[] ends;

    Block(String design, Vocabulary vocabulary, SmallWorld small, Shape shape) {
        this.design = design;
        this.small = small;
        this.lengths = shape.lengths();
        for (int at = 0; at < lengths.size(); at++) {
            List<Segment> choices = Threads.of(small, vocabulary, at + 1, lengths.get(at));
            threads.add(choices);
            claims.add(choices.stream().map(thread -> Claims.of(small, thread)).toList());
        }
        this.lasts = byClaims(claims.get(lengths.size() - 1));
        this.rows = rows(List.of());
        this.ends = rows.stream().mapToLong(this::countFitting).toArray();
        for (int row = 1; row < ends.length; row++) {
            ends[row] += ends[row - 1];
        }
    }

    private static Map<Claims, int[]> byClaims(List<Claims> last) {
        Map<Claims, int[]> numbers = new HashMap<>();
        for (Claims kind : Set.copyOf(last)) {
            numbers.put(
                    kind,
                    IntStream.range(0, last.size())
                            .filter(at -> last.get(at).equals(kind))
                            .toArray());
        }
        return numbers;
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
        return IntStream.range(firstChoice(chosen), threads.get(chosen.size()).size());
    }

    private int firstChoice(List<Integer> chosen) {
        int at = chosen.size();
        boolean isAlike = at > 0 && lengths.get(at).equals(lengths.get(at - 1));
        return isAlike ? chosen.get(at - 1) : 0;
    }

    private long countFitting(List<Integer> row) {
        int first = firstChoice(row);
        List<Claims> beside = claimsOf(row);
        long count = 0;
        for (Map.Entry<Claims, int[]> last : lasts.entrySet()) {
            if (Claims.fit(with(beside, last.getKey()))) {
                count += countFrom(first, last.getValue());
            }
        }
        return count;
    }

    /** How many of these numbers, which ascend, are not below the first. */
    private static int countFrom(int first, int[] numbers) {
        int place = Arrays.binarySearch(numbers, first);
        return numbers.length - (place < 0 ? -place - 1 : place);
    }

    private IntStream fitting(List<Integer> row) {
        return choices(row).filter(last -> Claims.fit(claimsOf(with(row, last))));
    }

    private List<Claims> claimsOf(List<Integer> chosen) {
        return IntStream.range(0, chosen.size())
                .mapToObj(at -> claims.get(at).get(chosen.get(at)))
                .toList();
    }

    private static <T> List<T> with(List<T> chosen, T next) {
        List<T> more = new ArrayList<>(chosen);
        more.add(next);
        return more;
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
