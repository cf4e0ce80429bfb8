package kmemcg.engine.explorer;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import kmemcg.explore.Crew;
import kmemcg.explore.Crew.Job;
import kmemcg.program.Program;

/**
 * Programs that workers take one after the other. How many workers there are makes no difference to what is found and counted:
 * the first failure in the order of programs ends the pass, programs before it are seen through, and what others did behind it
 * does not count.
 */
final class Pass {
    private final Attempts attempts;
    private final List<Program> programs;
    private final Sample sample;
    private final AtomicInteger next = new AtomicInteger();
    private final ConcurrentNavigableMap<Integer, Attempt> done = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Integer, RuntimeException> mistakes = new ConcurrentSkipListMap<>();

    /** The last program that counts. */
    private final AtomicInteger last;

    /** @param sample what to look at of each program */
    Pass(Attempts attempts, List<Program> programs, Sample sample) {
        this.attempts = attempts;
        this.programs = programs;
        this.sample = sample;
        this.last = new AtomicInteger(programs.size() - 1);
    }

    /**
     * The attempts at the first programs, in their order: as far as there was time for, and at most to the first that failed.
     *
     * @throws RuntimeException what the exploration of the first program that did not succeed threw, if it did
     */
    List<Attempt> run() {
        Job<Boolean> job = () -> work();
        Crew.run(Collections.nCopies(attempts.workers(), job), () -> endAt(-1));
        if (mistakes.containsKey(last.get())) {
            throw Objects.requireNonNull(mistakes.get(last.get()));
        }
        return List.copyOf(done.headMap(last.get(), true).values());
    }

    private void endAt(int index) {
        last.accumulateAndGet(index, Math::min);
    }

    /** Whether all programs are through. A program that is taken is tried, so those that were not are the last. */
    private boolean work() {
        while (!attempts.timeIsUp().getAsBoolean()) {
            int index = next.getAndIncrement();
            if (index > last.get()) {
                return true;
            }
            attempt(index);
        }
        return false;
    }

    private void attempt(int index) {
        try {
            Attempt attempt = attempts.sampled(programs.get(index), sample, () -> index > last.get());
            done.put(index, attempt);
            attempts.tally().programs().increment();
            if (attempt.isFailure()) {
                endAt(index);
            }
        } catch (RuntimeException mistake) {
            mistakes.put(index, mistake);
            endAt(index);
        }
    }
}
