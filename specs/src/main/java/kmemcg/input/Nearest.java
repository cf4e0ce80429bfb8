package kmemcg.input;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which known word was probably meant: the nearest by edits of one character and swaps of neighbours, if it is near enough.
 * Source: the restricted edit distance of Damerau, Communications of the ACM 7(3), 1964.
 */
public final class Nearest {
    private static final int MAX_LENGTH = 64;

    private Nearest() {}

    /** The nearest of the known words, the first of equals; null if none is within about a third of the word's length. */
    public static @Nullable String of(String word, Collection<String> known) {
        if (word.length() > MAX_LENGTH) {
            return null;
        }
        int near = Math.max(1, (word.length() + 1) / 3);
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= near)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .orElse(null);
    }

    /**
     * The error to give for a word that names nothing.
     *
     * @param kind of thing that was to be named: {@code "design"}
     * @param where the word stands
     * @param known the names there are, in the order to list them
     */
    public static InputError unknown(String kind, String word, String where, Collection<String> known) {
        String nearest = of(word, known);
        String mend = nearest == null ? "take one of: " + String.join(", ", known) : "take " + nearest;
        return new InputError("there is no %s %s".formatted(kind, word), where, mend);
    }

    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
