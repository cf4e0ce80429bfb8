package kmemcg.counterexample;

import java.util.List;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.RecordedStep;
import kmemcg.machine.Finding;
import kmemcg.program.ProgramPrinter;

/** Writes a counterexample as text, in the form described at the package: equal counterexamples give equal texts. */
public final class CounterexampleWriter {
    private final StringBuilder text = new StringBuilder();

    private CounterexampleWriter() {}

    /** The text; lines end in {@code \n}. */
    public static String write(Counterexample counterexample) {
        CounterexampleWriter writer = new CounterexampleWriter();
        writer.head(counterexample);
        counterexample.violation().findings().forEach(writer::finding);
        writer.program(ProgramPrinter.print(counterexample.violation().program()));
        writer.steps(Form.STEPS, counterexample.violation().steps());
        List<RecordedStep> recorded = counterexample.violation().recorded();
        if (!recorded.isEmpty()) {
            writer.steps(
                    Form.RECORD,
                    recorded.stream().map(CounterexampleWriter::line).toList());
        }
        writer.text.append(Form.END).append("\n");
        return writer.text.toString();
    }

    private void head(Counterexample counterexample) {
        String own = counterexample.own();
        text.append(Form.firstLine(own == null ? Form.BEFORE_OWN_DESIGNS : Form.NEWEST))
                .append("\n\n");
        entry(Form.DESIGN, own == null ? counterexample.design() : own);
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

    private static String line(RecordedStep step) {
        return step.thread() + (step.isFinding() ? Form.FINDS : Form.DOES) + step.text();
    }

    private void steps(String key, List<String> steps) {
        text.append(key).append("\n");
        for (int at = 0; at < steps.size(); at++) {
            text.append(Form.step(at + 1, Escapes.escape(steps.get(at)))).append("\n");
        }
        text.append("\n");
    }
}
