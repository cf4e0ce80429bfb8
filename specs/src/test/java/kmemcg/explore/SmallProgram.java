package kmemcg.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kmemcg.explore.Exploration.Summary;
import kmemcg.machine.Birth;
import kmemcg.machine.Finding;
import kmemcg.machine.Held;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import org.jspecify.annotations.Nullable;

/** A hand-made program on two CPUs: explored until something is wrong with it, which is then told in words. */
final class SmallProgram {
    /** A kernel object with one word. */
    static final class Box extends KernelObject {
        final Word f;

        Box(Birth birth) {
            super(birth);
            f = birth.word("f", 0);
        }
    }

    final ExplorerMachine machine;
    private final List<ProgramThread> threads = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final Set<String> deadlocks = new TreeSet<>();
    private @Nullable Finding trouble;
    private List<Step> steps = List.of();
    private Summary summary = new Summary(0, 0, 0, 0, false, null);

    SmallProgram(MemoryModel model) {
        machine = new ExplorerMachine(2, model);
    }

    /** Allocates an object before the program begins. */
    Box box(String name) {
        List<Box> made = new ArrayList<>();
        Task setup = machine.task("setup", 0);
        machine.run(setup, () -> made.add(setup.allocate(name, Box::new)));
        return made.get(0);
    }

    /** Adds a thread, T1 first, on CPU 0. */
    SmallProgram thread(Consumer<Task> body) {
        return thread(0, body);
    }

    SmallProgram thread(int cpu, Consumer<Task> body) {
        threads.add(new ProgramThread("T" + (threads.size() + 1), cpu, task -> {
            body.accept(task);
            return null;
        }));
        return this;
    }

    /** A part of a thread's body that lanes give a head. */
    void operation(Task task, String text, Runnable body) {
        int first = machine.ordinal();
        int known = spans.size();
        spans.add(new Span(task.name(), first, Integer.MAX_VALUE, text));
        body.run();
        spans.set(known, new Span(task.name(), first, machine.ordinal() - 1, text));
    }

    SmallProgram explore() {
        Exploration exploration = new Exploration(machine, threads, new Exploration.Observer() {
            @Override
            public void complete(Execution execution) {}

            @Override
            public void deadlocked(Execution execution) {
                SmallProgram.this.deadlocked(execution);
            }
        });
        summary = exploration.all();
        if (summary.found() != null) {
            note(exploration.current(), summary.found());
        } else if (trouble == null && !machine.findings().isEmpty()) {
            trouble = machine.findings().get(0);
        }
        return this;
    }

    private void deadlocked(Execution execution) {
        deadlocks.add(execution.waitCycle().waits().stream()
                .map(WaitCycle.Wait::toString)
                .collect(Collectors.joining("; ")));
        if (trouble == null) {
            note(execution, execution.waitCycle().finding());
        }
    }

    private void note(Execution execution, @Nullable Finding finding) {
        trouble = finding;
        spans.clear();
        execution.retrace();
        steps = execution.steps();
    }

    Summary summary() {
        return summary;
    }

    /** Who waits for what, in each way in which it deadlocks. */
    Set<String> deadlocks() {
        return deadlocks;
    }

    List<Step> steps() {
        return steps;
    }

    /** What is wrong: kind and message; {@code "nothing"} if nothing is. */
    String trouble() {
        return trouble == null ? "nothing" : trouble.kind() + ": " + trouble.message();
    }

    Lanes lanes() {
        return new Lanes(
                threads.stream().map(ProgramThread::name).toList(),
                steps,
                spans,
                trouble == null ? "" : trouble.message());
    }

    /** Runs a body with something held. */
    static void with(Held held, Runnable body) {
        try (held) {
            body.run();
        }
    }
}
