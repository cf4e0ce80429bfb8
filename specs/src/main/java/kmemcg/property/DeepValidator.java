package kmemcg.property;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import kmemcg.design.KmemDesign;
import kmemcg.design.Verb;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.Task;
import kmemcg.memcg.MemCgroup;
import kmemcg.property.StateCheck.Report;

/**
 * The validator that ends every run: asks more and more of the state. First everything deferred runs, and the state at rest is
 * checked; then the program's processes go home to the root and every stock is drained; then everything is freed.
 * What still is charged, referenced or alive after that has leaked.
 *
 * <p>Draining is best effort in the kernel, so the validator drains on each CPU that is online: what it must not find is a
 * charge that no drain can reach. A design without the word for it has nothing to drain.
 */
public final class DeepValidator {
    private static final List<StateCheck> CHECKS = List.of(
            new Conservation(),
            new Bounds(),
            new OneCharge(),
            new NoDangling(),
            new References(),
            new ListMembership(),
            new Reachability(),
            new CacheRegistry(),
            new Progress());

    private final Bench bench;
    private final Inspection inspection;
    private final KmemDesign design;
    private final Facts facts;
    private final Set<Finding> found = new TreeSet<>(DeepValidator::compare);

    private DeepValidator(Bench bench, Inspection inspection, Facts facts) {
        this.bench = bench;
        this.inspection = inspection;
        this.design = inspection.design();
        this.facts = facts;
    }

    /** Ends a run: everything that is wrong, the machine's own findings first; empty if all holds. */
    public static List<Finding> validate(Bench bench, Inspection inspection, Facts facts) {
        return new DeepValidator(bench, inspection, facts).validate();
    }

    /** Looks once, without changing anything. */
    public static List<Finding> inspect(State state, Strength strength) {
        List<Finding> findings = new ArrayList<>();
        for (StateCheck check : CHECKS) {
            check.check(state, strength, reportTo(findings, check.invariant()));
        }
        state.checkFurther(strength, invariant -> reportTo(findings, invariant));
        return findings;
    }

    private static Report reportTo(List<Finding> findings, Invariant invariant) {
        return (kind, message) -> findings.add(new Finding(invariant, kind, message));
    }

    private List<Finding> validate() {
        stage(Strength.QUIESCENT, task -> {});
        stage(Strength.DRAINED, this::goHome);
        stage(Strength.EMPTY, task -> inspection.freeAll(task, facts));
        List<Finding> all = new ArrayList<>(bench.findings());
        all.addAll(found);
        return all;
    }

    private void stage(Strength strength, Consumer<Task> prepare) {
        if (bench.crashed()) {
            return;
        }
        Task task = bench.task("validator", bench.firstOnlineCpu(design));
        bench.run(task, () -> prepare.accept(task));
        bench.settle();
        if (strength.atLeast(Strength.DRAINED) && design.vocabulary().contains(Verb.DRAIN)) {
            drainEverywhere();
        }
        if (!bench.crashed()) {
            State state = inspection.state(bench.liveObjects(), facts);
            found.addAll(inspect(state, strength));
            bench.run(task, () -> compareWithWhatIsTold(task, state));
        }
    }

    /** Who reads the usage of a group at rest is told what one of its counters holds. */
    private void compareWithWhatIsTold(Task task, State state) {
        Map<MemCgroup, List<Long>> held = new LinkedHashMap<>();
        state.counters().stream()
                .filter(counter -> !state.isRemoved(counter.group()))
                .forEach(counter -> held.computeIfAbsent(counter.group(), group -> new ArrayList<>())
                        .add(counter.value()));
        held.forEach((group, values) -> {
            long told = design.usage(task, group);
            if (!values.contains(told)) {
                String message = "%s: told %d pages, counted %s".formatted(group, told, values);
                found.add(new Finding(Invariant.CONSERVATION, "usage told is not the usage", message));
            }
        });
    }

    private void goHome(Task task) {
        facts.processes().forEach(process -> design.attach(task, process, design.root()));
    }

    /** Twice: what a drained owner leaves to its group can fill a page stock again. */
    private void drainEverywhere() {
        for (int round = 0; round < 2; round++) {
            IntStream.range(0, bench.cpus()).filter(design::peekOnline).forEach(this::drainOn);
        }
    }

    private void drainOn(int cpu) {
        Task task = bench.task("drainer", cpu);
        bench.run(task, () -> design.drain(task, design.root()));
        bench.settle();
    }

    private static int compare(Finding a, Finding b) {
        int byInvariant = a.broken().compareTo(b.broken());
        int byKind = byInvariant != 0 ? byInvariant : a.kind().compareTo(b.kind());
        return byKind != 0 ? byKind : a.message().compareTo(b.message());
    }
}
