package kmemcg.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.campaign.Check.Result;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleFolder;
import kmemcg.design.Catalogue;
import kmemcg.design.KmemDesign;
import kmemcg.engine.Engines;
import kmemcg.engine.Monitor;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.engine.Walks;
import kmemcg.explore.MemoryModel;
import kmemcg.input.InputError;
import kmemcg.machine.Finding;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;

/**
 * A check from a test of one's own, in one line: {@code Kmemcg.assertHolds(Mine.class)}. It needs no test framework.
 *
 * @param budget the time for all engines together
 * @param seed of all random choices
 * @param engines their names, separated by commas; empty for all but {@code races}
 * @param folder where counterexamples are written
 */
public record Kmemcg(Duration budget, long seed, String engines, Path folder) {
    /** Twenty seconds, seed 1, every engine, counterexamples to {@code results/} in the current folder. */
    public static final Kmemcg USUAL = new Kmemcg(Duration.ofSeconds(20), 1, "", Path.of("results"));

    /**
     * Checks a design of one's own as {@code kmemcg check --design} does.
     *
     * @param design a public class with a public constructor {@code (Machine, Geometry)} that extends a design of kmemcg, or implements
     *     {@link KmemDesign} with a service {@link kmemcg.property.promises.Promises} for its name
     * @throws AssertionError if it fails, or if too little could be tried; the message has the interleaving and how to repeat it
     * @throws InputError if it is not such a class, or there is no such engine
     */
    public static void assertHolds(Class<? extends KmemDesign> design) {
        USUAL.check(design);
    }

    /**
     * Explores one program on a design or bug of the catalogue, as exported tests do: all its executions, or as many as twenty seconds allow.
     *
     * @param name of the design or bug
     * @param program its text
     * @throws AssertionError if one of them fails, or none could be tried
     * @throws InputError if there is no such design or bug, or the text is no program of it
     */
    public static void assertHolds(String name, String program) {
        USUAL.with("explorer").check(name, program);
    }

    /** The same with so much time. */
    public Kmemcg within(Duration time) {
        return new Kmemcg(time, seed, engines, folder);
    }

    /** The same with another seed. */
    public Kmemcg withSeed(long other) {
        return new Kmemcg(budget, other, engines, folder);
    }

    /** The same with these engines only, separated by commas. */
    public Kmemcg with(String names) {
        return new Kmemcg(budget, seed, names, folder);
    }

    /** The same as {@link #assertHolds}, as this says. */
    public void check(Class<? extends KmemDesign> design) {
        Subject subject = OwnDesign.of(design).from("CLASSES").subject(Catalogue.designs());
        check(subject, design.getName(), List.of(), true);
    }

    /** The same as {@link #assertHolds(String, String)}, as this says. */
    public void check(String name, String program) {
        Program parsed = ProgramParser.parse(name, program);
        Subject subject = Inventory.installed().require(parsed.design(), name);
        check(subject, name, List.of(parsed), false);
    }

    /** @param toTheEnd whether a search that has not seen enough is a failure; else one that has seen nothing is */
    private void check(Subject subject, String called, List<Program> programs, boolean toTheEnd) {
        Settings settings = new Settings(seed, 1.0, budget, MemoryModel.SC, Walks.NONE);
        Check check = new Check(settings, new CounterexampleFolder(folder), UNWATCHED, true);
        List<String> names =
                engines.isEmpty() ? List.of() : Stream.of(engines.split(",")).toList();
        List<Result> results = check.run(List.of(subject), Engines.installed().named(names), programs);
        Outcome outcome = Check.outcome(results);
        boolean isEnough = !toTheEnd
                && results.stream().allMatch(result -> result.verdict().tries() > 0);
        if (outcome != Outcome.HOLDS && !(outcome == Outcome.BOUNDED && isEnough)) {
            throw new AssertionError(results.stream()
                    .filter(result -> result.verdict().outcome() == outcome)
                    .map(result -> said(result, called))
                    .collect(Collectors.joining("\n")));
        }
    }

    private String said(Result result, String called) {
        Verdict verdict = result.verdict();
        Violation violation = verdict.violation();
        String head = "%s, %s, seed %d: %s"
                .formatted(
                        called, verdict.engine(), seed, verdict.outcome().name().replace('_', ' '));
        return violation == null ? head + ": " + verdict.note() : head + shown(violation, result);
    }

    private static String shown(Violation violation, Result result) {
        String findings = violation.findings().stream().map(Finding::toString).collect(Collectors.joining("\n"));
        return "\n%s\n\n%s\n%s\n\nrepeat it: %s\n"
                .formatted(findings, violation.program(), String.join("\n", violation.steps()), result.repeat());
    }

    private static final Watcher UNWATCHED = new Watcher() {
        @Override
        public void begins(String subject, String engine, Duration atMost, Monitor monitor) {}

        @Override
        public void found(Subject subject, Counterexample counterexample, Path file) {}

        @Override
        public boolean wantsEnd() {
            return Thread.currentThread().isInterrupted();
        }
    };
}
