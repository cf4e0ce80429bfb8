package kmemcg.explore;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several jobs at the same time, each in a thread of its own; one alone in the caller's. */
public final class Crew {
    private Crew() {}

    /**
     * The answers of all jobs, in the jobs' order. If one throws, so does this.
     *
     * @param stop makes the jobs end soon; called at once if one of them throws, since others may wait for what it does
     */
    public static <T> List<T> run(List<Job<T>> jobs, Runnable stop) {
        return jobs.size() == 1 ? List.of(alone(jobs.get(0))) : together(jobs, stop);
    }

    private static <T> T alone(Job<T> job) {
        try {
            return job.run();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }

    private static <T> List<T> together(List<Job<T>> jobs, Runnable stop) {
        ExecutorService pool = Executors.newFixedThreadPool(jobs.size());
        try {
            List<Future<T>> answers =
                    jobs.stream().map(job -> pool.submit(() -> run(job, stop))).toList();
            return answers.stream().map(Crew::get).toList();
        } catch (RuntimeException e) {
            stop.run();
            throw e;
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T run(Job<T> job, Runnable stop) throws InterruptedException {
        try {
            return job.run();
        } catch (RuntimeException | Error e) {
            stop.run();
            throw e;
        }
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw cause instanceof RuntimeException mistake ? mistake : new IllegalStateException(cause);
        }
    }

    /** Something to do. */
    @FunctionalInterface
    public interface Job<T> {
        T run() throws InterruptedException;
    }
}
