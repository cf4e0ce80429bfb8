package kmemcg.explore;

import java.util.List;
import kmemcg.explore.Crew.Job;
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
        List<Job<Summary>> jobs = explorations.stream()
                .<Job<Summary>>map(exploration -> () -> exploration.partsOf(left))
                .toList();
        return Crew.run(jobs, left::stop).stream().reduce(Workers::sum).orElseThrow();
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
