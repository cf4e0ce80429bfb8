package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.explore.Execution;
import kmemcg.explore.Exploration;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.RecordedStep;
import kmemcg.program.Program;

/** A program that is explored to its end, for tests that want to see what happens in it. */
record Explored(Subject subject, Program program) {
    /** Shows every execution. */
    void each(Exploration.Observer observer) {
        Trial trial = new Trial(subject, program, MemoryModel.SC);
        assertThat(new Exploration(trial.machine(), trial.threads(), observer)
                        .all()
                        .isExhausted())
                .isTrue();
    }

    /** What happens in all executions together. */
    Set<String> steps() {
        Set<String> steps = new TreeSet<>();
        each(execution -> steps.addAll(texts(execution)));
        return steps;
    }

    /** What happens in one, in sequence. */
    static List<String> texts(Execution execution) {
        return execution.recorded().stream().map(RecordedStep::text).toList();
    }

    void assertHolds() {
        Verdict verdict =
                new ExplorerEngine().check(subject, Search.directed(List.of(program), 1, Duration.ofMinutes(2)));
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
    }
}
