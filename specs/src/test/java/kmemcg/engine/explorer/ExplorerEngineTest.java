package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import kmemcg.engine.Engines;
import kmemcg.engine.Forecast;
import kmemcg.engine.Monitor;
import kmemcg.engine.Progress;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.explore.Estimate;
import kmemcg.explore.MemoryModel;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.Minimiser;
import kmemcg.program.Minimiser.Minimised;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine on the correct design, on historical bugs and on what must be told from both. */
final class ExplorerEngineTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static Verdict check(Subject subject, Search search) {
        return new ExplorerEngine().check(subject, search);
    }

    private static Search of(Program program) {
        return Search.directed(List.of(program), 1, LONG);
    }

    private static Violation violation(Verdict verdict) {
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.VIOLATED);
        return Objects.requireNonNull(verdict.violation());
    }

    private static Program program(String threads) {
        return ProgramParser.parse("threads", "design objcg\nworld C < root, cpus 2\n" + threads);
    }

    @ParameterizedTest
    @CsvSource({"131, 8", "500, 4", "2018, 2", "2043, 44", "2081, 11", "2709, 10"})
    void design_holdsInEveryExecution(long index, long executions) {
        for (MemoryModel memory : MemoryModel.values()) {
            Verdict verdict = check(Small.DESIGN, of(Small.FAMILY.get(index)).under(memory));
            assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
            assertThat(verdict.tries()).isEqualTo(executions);
            assertThat(verdict.unit()).isEqualTo("executions");
            assertThat(verdict.note()).isEqualTo("1 of 1 programs to their end");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stock-lock-recursion,                131,  1,  PROGRESS",
        "cpu-dead-keeps-obj-stock,            2018, 1,  REFERENCES",
        "list-lru-memcg-uaf,                  2043, 4,  NO_ACCESS_AFTER_FREE",
        "remote-stock-double-read,            2709, 5,  NO_ACCESS_AFTER_FREE",
        "vector-published-between-two-reads,  4556, 2,  NO_ACCESS_AFTER_FREE",
    })
    void historicalBug_isFoundInItsProgramOfTheFamily(String name, long index, long executions, Invariant broken) {
        Subject bug = Small.bug(name);
        Verdict verdict = check(bug, of(Small.FAMILY.get(index)));
        Violation violation = violation(verdict);
        assertThat(verdict.tries()).isEqualTo(executions);
        assertThat(violation.broken()).contains(broken);
        assertThat(violation.memory()).isEqualTo(MemoryModel.SC);

        Violation again = violation(check(bug, Search.again(violation.program(), 1, LONG)));
        assertThat(again).isEqualTo(violation);
        assertMinimal(bug, violation);
    }

    /** No reduction of the program fails in the same way. */
    private static void assertMinimal(Subject subject, Violation violation) {
        Finding first = violation.findings().get(0);
        Minimised smaller = Minimiser.minimise(
                violation.program(),
                program -> {
                    Violation found =
                            check(subject, Search.again(program, 1, LONG)).violation();
                    return found != null && found.findings().stream().anyMatch(finding -> isLike(finding, first));
                },
                () -> true);
        assertThat(smaller.tries()).isPositive();
        assertThat(smaller.program()).isEqualTo(violation.program());
    }

    private static boolean isLike(Finding one, Finding other) {
        return one.broken() == other.broken() && one.kind().equals(other.kind());
    }

    /** A forced charge takes a whole page, and what is left of it serves whoever comes next. */
    @Test
    void chargeBehindAForcedOne_mayUseTheRestOfItsPage() {
        Program program = ProgramParser.parse("forced", """
                design  objcg
                world   C < root limit 0, cache dentry 1 account, cpus 1
                before  cpu0 in C: o2 = alloc dentry nofail ; o3 = alloc dentry
                """);
        assertThat(check(Small.DESIGN, of(program)).outcome()).isEqualTo(Outcome.HOLDS);
    }

    /** Otherwise {@code fault}, which does nothing in memory, comes before and after what runs beside it. */
    @Test
    void operationWithoutEvents_hasOnePlaceInTheOrder() {
        Program program = ProgramParser.parse("no events", """
                design  objcg
                world   cache dentry 1, cpus 1
                before  cpu0: o1 = alloc dentry ; free o1
                T1      cpu0: free o1 ; o3 = alloc dentry
                T2      cpu0: free o1 ; fault 1 ; free o3
                """);
        assertThat(check(Small.DESIGN, of(program)).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void violation_tellsWhatHappenedAndWhatBroke() {
        Search search = Search.again(Small.FAMILY.get(2_043), 1, LONG);
        Violation violation = violation(check(Small.bug("list-lru-memcg-uaf"), search));
        assertThat(violation.program()).isEqualTo(Small.FAMILY.get(2_043));
        assertThat(violation.steps().get(0)).contains("T1").contains("T2");
        assertThat(violation.steps()).contains("broken: " + violation.findings().get(0));
    }

    @Test
    void forecast_countsSmallProgramsAndMeasuresARate() {
        Forecast forecast = new ExplorerEngine().forecast(Small.DESIGN, of(Small.FAMILY.get(14)));
        assertThat(forecast.total()).isEqualTo(new Estimate(624, 0, 1));
        assertThat(forecast.perSecond()).isPositive();
        assertThat(forecast.seconds() * forecast.perSecond()).isCloseTo(624, within(1e-6));
    }

    @Test
    void searchThatIsWatched_tellsHowFarItIs() {
        Monitor monitor = new Monitor(() -> false);
        Search search = Search.directed(List.of(Small.FAMILY.get(131), Small.FAMILY.get(500)), 1, LONG);
        check(Small.DESIGN, search.watchedBy(monitor));
        assertThat(monitor.progress()).isEqualTo(new Progress(12, "executions", 2, 2, null));
    }

    /** The clock goes on by a second for each execution, so that the search is a long one soon. */
    @Test
    void longSearchOfOneProgram_tellsItsTotal() {
        AtomicLong now = new AtomicLong();
        List<Estimate> totals = new CopyOnWriteArrayList<>();
        Monitor[] monitor = new Monitor[1];
        monitor[0] = new Monitor(() -> {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            Estimate total = monitor[0].progress().total();
            totals.addAll(total == null ? List.of() : List.of(total));
            return !totals.isEmpty();
        });
        Search search = Search.directed(List.of(Small.FAMILY.get(14)), 1, Duration.ofDays(9))
                .watchedBy(monitor[0]);
        Verdict verdict = new Hunt(Small.DESIGN, search, 1, now::get).run();
        assertThat(verdict.tries()).isPositive();
        assertThat(totals).allMatch(new Estimate(624, 0, 1)::equals);
    }

    @Test
    void searchThatIsToEnd_ends() {
        Search search = of(Small.FAMILY.get(2_023)).watchedBy(new Monitor(() -> true));
        assertThat(check(Small.DESIGN, search))
                .returns(Outcome.BOUNDED, Verdict::outcome)
                .returns(1L, Verdict::tries);
    }

    @Test
    void missingFence_isFoundUnderTsoOnly() {
        Subject unfenced = Small.subject(Variants.Unfenced::new);
        Search search = of(program("T1 cpu0: drain root\nT2 cpu1: drain root\n"));
        assertThat(check(unfenced, search).outcome()).isEqualTo(Outcome.HOLDS);
        Violation violation = violation(check(unfenced, search.under(MemoryModel.TSO)));
        assertThat(violation.findings())
                .extracting(Finding::message)
                .allMatch(message -> message.endsWith("two are inside"));
        assertThat(violation.memory()).isEqualTo(MemoryModel.TSO);
    }

    @ParameterizedTest
    @EnumSource
    void modelThatIsNotDeterministic_isToolErrorNamingTheStep(MemoryModel memory) {
        Search search = of(Small.FAMILY.get(2_081)).under(memory);
        Verdict verdict = check(Small.subject(Variants.Fickle::new), search);
        assertThat(verdict.outcome()).isEqualTo(Outcome.TOOL_ERROR);
        assertThat(verdict.note())
                .endsWith("did READ_ONCE first before, and now asks for READ_ONCE later: the model is"
                        + " not deterministic");
    }

    @Test
    void designThatCannotBeBuilt_isToolError() {
        Subject broken = Small.subject((machine, geometry) -> {
            throw new UnsupportedOperationException("not there");
        });
        Verdict verdict = check(broken, Search.generated(1, 1, LONG));
        assertThat(verdict.outcome()).isEqualTo(Outcome.TOOL_ERROR);
        assertThat(verdict.note()).contains("not there");
    }

    @Test
    void deferredWork_movesFromACpuThatGoesAway() {
        String worker = "kworker/1 drain_local_stock/1 on CPU ";
        assertThat(drains("T1 cpu0: drain root")).containsExactly(worker + 1);
        assertThat(drains("T1 cpu0: drain root\nT2 cpu0: cpu_offline 1")).containsExactly(worker + 0, worker + 1);
    }

    /** What deferred work drained, in any execution. */
    private static Set<String> drains(String threads) {
        Set<String> drains = new TreeSet<>();
        Subject observed = Small.subject((machine, geometry) -> new Variants.DrainsObserved(machine, geometry, drains));
        Program program = ProgramParser.parse("hotplug", """
                design  objcg
                world   C < root, cache dentry 192 account, cpus 2
                before  cpu1 in C: o = alloc dentry
                """ + threads);
        Verdict verdict = new Hunt(observed, of(program), 1, System::nanoTime).run();
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        drains.removeIf(drain -> !drain.startsWith("kworker"));
        return drains;
    }

    @Test
    void engine_isInstalled() {
        assertThat(Engines.installed().names()).contains("explorer");
    }
}
