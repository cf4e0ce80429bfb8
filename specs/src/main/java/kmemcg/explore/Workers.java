package kmemcg.explore;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kmemcg.explore.Exploration.Summary;
import kmemcg.machine.Finding;

/** Explores one program with several workers. How many there are makes no difference to what is found and counted. */
public final class Workers {
    private Workers() {}

    /**
     * Every execution, each once.
     *
     * @param explorations of the same program, each with a machine of its own: one for each worker
     */
    public static Summary all(List<Exploration> explorations) {
        SubTrees left = new SubTrees();
        return explorations.size() == 1 ? alone(explorations.get(0), left) : together(explorations, left);
    }

    private static Summary alone(Exploration exploration, SubTrees left) {
        try {
            return exploration.partsOf(left);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }

    private static Summary together(List<Exploration> explorations, SubTrees left) {
        ExecutorService pool = Executors.newFixedThreadPool(explorations.size());
        try {
            List<Future<Summary>> parts = explorations.stream()
                    .map(exploration -> pool.submit(() -> exploration.partsOf(left)))
                    .toList();
            return parts.stream().map(Workers::get).reduce(Workers::sum).orElseThrow();
        } finally {
            left.stop();
            pool.shutdownNow();
        }
    }

    private static Summary get(Future<Summary> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw cause instanceof RuntimeException mistake ? mistake : new IllegalStateException(cause);
        }
    }

    private static Summary sum(Summary one, Summary other) {
        Finding found = one.found() == null ? other.found() : one.found();
        return new Summary(
                one.complete() + other.complete(),
                one.deadlocked() + other.deadlocked(),
                one.blocked() + other.blocked(),
                one.dropped() + other.dropped(),
                one.isExhausted() && other.isExhausted(),
                found);
    }
}
