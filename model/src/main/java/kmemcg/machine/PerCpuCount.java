package kmemcg.machine;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A count in several words, one for each CPU: whoever counts adds to the word at hand ({@code this_cpu_add}), and whoever wants
 * the count adds up all words. Which word an add goes to makes no difference to the sum, and the kernel promises none: a task can
 * be moved to another CPU between any two adds. So a machine may give each activity a word of its own, and spare itself the
 * orders of adds that nobody can tell apart. Source: Linux {@code Documentation/core-api/this_cpu_ops.rst}.
 */
public final class PerCpuCount {
    private final List<Word> words;
    private final ToIntFunction<Task> wordAtHand;

    /** For machines: the words, all zero, and which of them a task adds to. */
    public PerCpuCount(List<Word> words, ToIntFunction<Task> wordAtHand) {
        this.words = List.copyOf(words);
        this.wordAtHand = wordAtHand;
    }

    /** {@code this_cpu_add}: atomic for the task's CPU, unordered. */
    public void add(Task task, long delta) {
        words.get(wordAtHand.applyAsInt(task)).addReturnRelaxed(delta);
    }

    /** Reads one word after the other: no snapshot while others add. */
    public long sum() {
        long sum = 0;
        for (Word word : words) {
            sum += word.readOnce();
        }
        return sum;
    }

    /** The same, and leaves zero in each word that it has read. */
    public long take() {
        long sum = 0;
        for (Word word : words) {
            sum += word.xchgRelaxed(0);
        }
        return sum;
    }

    /** The sum, without an event and without a liveness check. For validators at quiescence; no design may ask. */
    public long peek() {
        return words.stream().mapToLong(Word::peek).sum();
    }
}
