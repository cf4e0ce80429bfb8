package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import kmemcg.explore.Exploration.Observer;
import kmemcg.explore.oracle.MicroGenerator;
import kmemcg.explore.oracle.MicroOnMachine;
import kmemcg.explore.oracle.MicroProgram;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import org.junit.jupiter.api.Test;

/** Does following a recorded execution lead to that execution, and to no other? */
final class FollowTest {
    private static final long SEED = 20_261_126;
    private static final int PROGRAMS = 1_000;
    private static final int EXECUTIONS_OF_EACH = 20;

    private int followed;
    private int findings;

    @Test
    void everyExecutionOfRandomPrograms_isFoundAgain() {
        MicroGenerator generator = new MicroGenerator(SEED);
        for (int number = 0; number < PROGRAMS; number++) {
            check(generator.next());
        }
        System.out.printf("seed %d: %,d executions followed, %,d of them to a finding%n", SEED, followed, findings);
        assertThat(followed).isGreaterThan(5 * PROGRAMS);
        assertThat(findings).isPositive();
    }

    private void check(MicroProgram program) {
        ExplorerMachine machine = new ExplorerMachine(1, MemoryModel.SC);
        List<ProgramThread> threads = threads(program, machine);
        Recorder first = new Recorder(EXECUTIONS_OF_EACH);
        new Exploration(machine, threads, first).all();
        for (Seen seen : first.all) {
            Recorder second = new Recorder(1);
            Followed way = new Exploration(machine, threads, second).follow(seen.steps);
            assertThat(way).as(program.toString()).isEqualTo(new Followed(null, true));
            assertThat(second.all).as(program.toString()).hasSize(1);
            check(seen, second.all.get(0), program.toString());
            followed++;
        }
    }

    /** A free that came too early is found at the free, and when it is gone again at the access that came too late. */
    private void check(Seen then, Seen now, String program) {
        assertThat(now.found).as(program).isEqualTo(then.found);
        if (then.endsInFinding()) {
            List<RecordedStep> way = now.steps.subList(0, now.steps.size() - 1);
            assertThat(then.steps).as(program).startsWith(way.toArray(RecordedStep[]::new));
            findings++;
        } else {
            assertThat(now).as(program).isEqualTo(then);
        }
    }

    private static List<ProgramThread> threads(MicroProgram program, ExplorerMachine machine) {
        List<MicroOnMachine> made = new ArrayList<>();
        Task setup = machine.task("setup", 0);
        machine.run(setup, () -> made.add(new MicroOnMachine(program, machine, setup)));
        return IntStream.range(0, program.threads().size())
                .mapToObj(thread -> new ProgramThread(
                        "T" + thread, 0, task -> made.get(0).thread(thread).apply(task)))
                .toList();
    }

    /** An execution, what was found in it, and how it is gone again. */
    private record Seen(String form, String found, List<RecordedStep> steps) {
        boolean endsInFinding() {
            return steps.get(steps.size() - 1).isFinding();
        }
    }

    /** Takes down the first executions. */
    private static final class Recorder implements Observer {
        private final int most;
        private final List<Seen> all = new ArrayList<>();

        Recorder(int most) {
            this.most = most;
        }

        @Override
        public void complete(Execution execution) {
            note(execution, "");
        }

        @Override
        public void deadlocked(Execution execution) {
            note(execution, execution.waitCycle().finding().toString());
        }

        @Override
        public boolean found(Execution execution, Finding finding) {
            note(execution, finding.kind());
            return true;
        }

        private void note(Execution execution, String found) {
            all.add(new Seen(execution.canonicalForm(), found, execution.recorded()));
        }

        @Override
        public boolean goesOn() {
            return all.size() < most;
        }
    }

    @Test
    void removedStep_isNamedWhereItWas() {
        Reading reading = new Reading();
        assertThat(reading.followed(true, false)).isEqualTo(new Followed(null, true));
        assertThat(reading.followed(false, false))
                .isEqualTo(new Followed(new Difference(2, "a 1 -> 2", "b -> 1"), false));
    }

    @Test
    void addedStep_isNamedAndPassed() {
        Reading reading = new Reading();
        assertThat(reading.recorded)
                .extracting(step -> step.thread() + " " + step.text())
                .containsExactly("T1 a 0 -> 1", "T1 a 1 -> 2", "T1 b -> 1", "T1 ends", "T2 b is 1", "T2 ends");
        assertThat(reading.followed(true, true)).isEqualTo(new Followed(new Difference(3, "b -> 1", "smp_mb"), true));
        assertThat(reading.answer).isEqualTo(1);
    }

    /** That a step is gone is said where it was, also if nothing is done there any more because something is wrong. */
    @Test
    void removedStepBeforeABug_isNamedWhereItWas() {
        List<RecordedStep> recorded = new ArrayList<>();
        counting(1, execution -> recorded.addAll(execution.recorded())).all();
        assertThat(recorded)
                .extracting(RecordedStep::text)
                .containsExactly("a 0 -> 1", "b -> 1", "a is 1", "ends", "d -> 1", "ends");
        assertThat(counting(0, execution -> {}).follow(recorded))
                .isEqualTo(new Followed(new Difference(1, "a 0 -> 1", "b -> 1"), false));
        assertThat(counting(-1, execution -> {}).follow(recorded))
                .isEqualTo(new Followed(new Difference(1, "a 0 -> 1", "BUG_ON: a is -1"), true));
    }

    /** Others may do something between a step and the bug behind it, and what that was is not passed over. */
    @Test
    void stepsBeforeABug_areFollowedToIt() {
        List<RecordedStep> recorded = List.of(
                new RecordedStep("T1", "a 0 -> 2", false),
                new RecordedStep("T2", "c -> 1", false),
                new RecordedStep("T2", "d -> 1", false),
                new RecordedStep("T1", "BUG_ON: a is 2", true));
        assertThat(counting(2, execution -> {}).follow(recorded))
                .isEqualTo(new Followed(new Difference(2, "c -> 1", "d -> 1"), false));
        assertThat(counting(2, execution -> {}).follow(List.of(recorded.get(0), recorded.get(2), recorded.get(3))))
                .isEqualTo(new Followed(null, true));
    }

    /** A thread that adds so much to a, if that is more than nothing, and goes on if it is one at most; and another. */
    private static Exploration counting(int more, Observer observer) {
        ExplorerMachine machine = new ExplorerMachine(1, MemoryModel.SC);
        Word a = machine.word("a", 0);
        Word b = machine.word("b", 0);
        Word d = machine.word("d", 0);
        ProgramThread other = new ProgramThread("T2", 0, task -> {
            d.writeOnce(1);
            return null;
        });
        ProgramThread only = new ProgramThread("T1", 0, task -> {
            long now = more <= 0 ? more : a.addReturn(more);
            task.bug(now < 0 || now > 1, Invariant.BOUNDS, "a is " + now);
            b.writeOnce(1);
            return a.readOnce();
        });
        return new Exploration(machine, List.of(only, other), observer);
    }

    /** One thread adds to a and writes b, the other reads b. */
    private static final class Reading {
        private final List<RecordedStep> recorded = new ArrayList<>();
        private long answer;

        Reading() {
            of(true, false, execution -> {
                        if (Long.valueOf(1).equals(execution.result(1))) {
                            recorded.addAll(execution.recorded());
                        }
                    })
                    .all();
        }

        Followed followed(boolean addsTwice, boolean hasBarrier) {
            return of(addsTwice, hasBarrier, execution -> answer = (long) Objects.requireNonNull(execution.result(1)))
                    .follow(recorded);
        }

        private static Exploration of(boolean addsTwice, boolean hasBarrier, Observer observer) {
            ExplorerMachine machine = new ExplorerMachine(1, MemoryModel.SC);
            Word a = machine.word("a", 0);
            Word b = machine.word("b", 0);
            ProgramThread writer = new ProgramThread("T1", 0, task -> {
                a.addReturn(1);
                if (addsTwice) {
                    a.addReturn(1);
                }
                if (hasBarrier) {
                    task.smpMb();
                }
                b.writeOnce(1);
                return null;
            });
            return new Exploration(
                    machine, List.of(writer, new ProgramThread("T2", 0, task -> b.readOnce())), observer);
        }
    }
}
