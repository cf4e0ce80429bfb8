package kmemcg.engine.lincheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.machine.jvm.Step;
import kmemcg.program.Operation;
import kmemcg.program.Result;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how threads took turns: each operation's beginning and end, and the step before and after each switch. All other
 * steps would only hide these.
 */
final class Recording {
    private final JvmMachine machine;
    private final boolean wanted;
    private final List<String> lines = new ArrayList<>();

    /** Whose turn it is. */
    private @Nullable Thread running;

    /** The last step of this turn, if it is not written down yet. */
    private @Nullable Step last;

    Recording(JvmMachine machine, boolean wanted) {
        this.machine = machine;
        this.wanted = wanted;
    }

    void start() {
        if (wanted) {
            machine.observe(this::step);
        }
    }

    void stop() {
        if (wanted) {
            machine.observe(null);
            last = null;
        }
    }

    void begins(Task task, Operation operation) {
        if (wanted) {
            write("%s: %s".formatted(task, operation));
        }
    }

    void ends(Task task, Operation operation, Result answer) {
        if (wanted) {
            write("%s: %s -> %s".formatted(task, operation, answer));
        }
    }

    private void step(Step step) {
        if (isSwitch()) {
            write(step.toString());
        } else {
            last = step;
        }
    }

    private void write(String line) {
        if (isSwitch() && last != null) {
            lines.add(last.toString());
        }
        last = null;
        running = Thread.currentThread();
        lines.add(line);
    }

    private boolean isSwitch() {
        return !Objects.equals(running, Thread.currentThread());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
