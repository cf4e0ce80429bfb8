package kmemcg.counterexample;

import java.util.List;
import kmemcg.explore.MemoryModel;
import kmemcg.machine.Finding;
import kmemcg.program.ProgramPrinter;

/** Writes a counterexample as text, in the form described at the package: equal counterexamples give equal texts. */
public final class CounterexampleWriter {
    private final StringBuilder text = new StringBuilder(Form.FIRST_LINE + "\n\n");

    private CounterexampleWriter() {}

    /** The text; lines end in {@code \n}. */
    public static String write(Counterexample counterexample) {
        CounterexampleWriter writer = new CounterexampleWriter();
        writer.head(counterexample);
        counterexample.violation().findings().forEach(writer::finding);
        writer.program(ProgramPrinter.print(counterexample.violation().program()));
        writer.steps(counterexample.violation().steps());
        writer.text.append(Form.END).append("\n");
        return writer.text.toString();
    }

    private void head(Counterexample counterexample) {
        entry(Form.DESIGN, counterexample.design());
        String bug = counterexample.bug();
        if (bug != null) {
            entry(Form.BUG, bug);
        }
        entry(Form.ENGINE, counterexample.engine());
        entry(Form.SEED, Long.toString(counterexample.seed()));
        MemoryModel memory = counterexample.violation().memory();
        if (memory != MemoryModel.SC) {
            entry(Form.MEMORY, memory.word());
        }
        long walk = counterexample.violation().walk();
        if (walk != 0) {
            entry(Form.WALK, Long.toString(walk));
        }
        entry(Form.REPEAT, "kmemcg replay " + counterexample.fileName());
        text.append("\n");
    }

    private void finding(Finding finding) {
        entry(Form.BROKEN, finding.broken().name());
        entry(Form.PROMISE, finding.broken().promise());
        entry(Form.KIND, finding.kind());
        entry(Form.MESSAGE, finding.message());
        text.append("\n");
    }

    private void entry(String key, String value) {
        text.append(Form.entry(key, Escapes.escape(value))).append("\n");
    }

    private void program(String program) {
        text.append(Form.PROGRAM).append("\n");
        program.lines().forEach(line -> text.append(Form.INDENT).append(line).append("\n"));
        text.append("\n");
    }

    private void steps(List<String> steps) {
        text.append(Form.STEPS).append("\n");
        for (int at = 0; at < steps.size(); at++) {
            text.append(Form.step(at + 1, Escapes.escape(steps.get(at)))).append("\n");
        }
        text.append("\n");
    }
}
