package kmemcg.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import kmemcg.design.Catalogue;
import kmemcg.design.HistoricalBug;
import kmemcg.design.Verb;
import kmemcg.design.Verb.Kind;
import kmemcg.design.Vocabulary;
import kmemcg.engine.lincheck.LincheckEngine;
import kmemcg.engine.sequences.SequencesEngine;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Segment;
import kmemcg.program.enumerate.SmallPrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The family of small programs has one for each historical bug that fails in some run. The machine on real threads runs
 * deferred work only when somebody waits, so here removals wait for it; that is one of the ways in which the program of the
 * family can run.
 */
class SmallProgramsFailTest {
    private static final SmallPrograms FAMILY =
            new SmallPrograms("objcg", Vocabulary.of(EnumSet.range(Verb.MKDIR, Verb.SETTLE)));

    @ParameterizedTest
    @CsvSource({
        "objcg-charge-resurrects-css,          2023,   T1 cpu0: rmdir C / T2 cpu0: free a",
        "child-objcg-returned-for-root,        2032,   T1 cpu0: rmdir C / T2 cpu1 in C: o21 = alloc dentry",
        "root-charged-on-one-side-only,        2032,   T1 cpu0: rmdir C / T2 cpu1 in C: o21 = alloc dentry",
        "reparent-target-not-in-counter-chain, 2081,   T1 cpu0: rmdir C / T2 cpu0: usage root",
        "limit-failure-turns-into-unaccounted, 267990, "
                + "T1 cpu0 in C: limit C 0 ; o12 = alloc dentry / T2 cpu0: usage root",
        "vector-published-between-two-reads,   4556,   T1 cpu1 in C: o11 = alloc dentry / T2 cpu0: lru_add b",
        "remote-stock-double-read,             2709,   T1 cpu0 in D: o11 = alloc dentry / T2 cpu1: drain root",
        "stock-lock-recursion,                 131,    T1 cpu0: free a / T2 cpu0: free b",
        "cpu-dead-keeps-obj-stock,             2018,   T1 cpu1: usage root / T2 cpu1: cpu_offline 0",
        "list-lru-memcg-uaf,                   2043,   T1 cpu0: rmdir C / T2 cpu0: lru_add b",
        "reparent-loses-shrinker-bit,          43784,  T1 cpu0: lru_add b ; lru_del a / T2 cpu0: rmdir C",
        "add-sets-bit-on-wrong-memcg,          47634,  T1 cpu0: lru_del a ; lru_add b / T2 cpu0: rmdir C",
        "bit-cleared-without-recount,          47662,  T1 cpu0: lru_del a ; lru_add b / T2 cpu0: shrink C",
        "charge-after-offline-leak,            2032,   T1 cpu0: rmdir C / T2 cpu1 in C: o21 = alloc dentry",
        "drain-all-tryget-on-freed-memcg,       6140,   "
                + "T1 cpu0 in P: rmdir C ; o12 = alloc dentry / T2 cpu1: drain root",
        "static-key-toggled-under-live-charges, 4171,  T1 cpu0: rmdir C / T2 cpu0 in C: o21 = alloc dentry",
    })
    void historicalBug_failsInAProgramOfTheFamily(String name, long index, String threads) {
        HistoricalBug bug = Catalogue.bug(name).orElseThrow();
        Program program = FAMILY.get(index);
        assertThat(threads(program)).isEqualTo(threads);
        Violation violation = violation(new Subject("objcg", name, bug.factory()::boot), waiting(program));
        assertThat(bug.breaks()).containsAnyElementsOf(violation.broken());
    }

    @Test
    void everyHistoricalBugOfTheDesign_isAskedForAbove() throws NoSuchMethodException {
        String[] rows = SmallProgramsFailTest.class
                .getDeclaredMethod("historicalBug_failsInAProgramOfTheFamily", String.class, long.class, String.class)
                .getAnnotation(CsvSource.class)
                .value();
        assertThat(rows)
                .extracting(row -> row.substring(0, row.indexOf(',')))
                .containsExactlyInAnyOrderElementsOf(Catalogue.bugsOf("objcg").stream()
                        .map(HistoricalBug::name)
                        .toList());
    }

    private static String threads(Program program) {
        return program.toString()
                .lines()
                .filter(line -> line.startsWith("T"))
                .map(line -> line.replaceAll(" +", " "))
                .collect(Collectors.joining(" / "));
    }

    private static Violation violation(Subject subject, Program program) {
        Search search = Search.again(program, 1, Duration.ofMinutes(2));
        Violation alone = new SequencesEngine().check(subject, search).violation();
        return alone != null
                ? alone
                : Objects.requireNonNull(
                        new LincheckEngine().check(subject, search).violation());
    }

    private static Program waiting(Program program) {
        List<Segment> threads = program.threads().stream()
                .map(thread -> new Segment(thread.cpu(), thread.group(), waiting(thread.operations())))
                .toList();
        return new Program(program.design(), program.world(), program.before(), threads, List.of(), List.of());
    }

    private static List<Operation> waiting(List<Operation> operations) {
        List<Operation> waiting = new ArrayList<>();
        operations.forEach(operation -> waiting.add(
                operation.verb() == Verb.RMDIR ? Operation.of(Verb.OFFLINE, operation.the(Kind.GROUP)) : operation));
        if (!waiting.equals(operations)) {
            waiting.add(Operation.of(Verb.SETTLE));
        }
        return waiting;
    }
}
