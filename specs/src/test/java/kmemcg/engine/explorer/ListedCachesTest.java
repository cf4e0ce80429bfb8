package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kmemcg.campaign.Inventory;
import kmemcg.design.Catalogue;
import kmemcg.design.DesignFactory;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.machine.Invariant;
import kmemcg.program.ProgramParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists beside a cache for each group and kind: every execution of small programs holds, and what is broken is found. */
final class ListedCachesTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final List<String> DESIGNS = List.of("percache", "scalable", "reparent-2014", "reparent");
    private static final List<String> RACES = List.of(
            "T1 cpu0: lru_add a / T2 cpu1: rmdir C",
            "T1 cpu0: lru_del b / T2 cpu1: rmdir C",
            "T1 cpu0: shrink P / T2 cpu1: rmdir C",
            "T1 cpu0: shrink C / T2 cpu1: lru_add a",
            "T1 cpu0: lru_del b / T2 cpu1: lru_add a");

    static Stream<Arguments> races() {
        return DESIGNS.stream().flatMap(design -> RACES.stream().map(race -> Arguments.of(design, race)));
    }

    private static Subject design(String name) {
        return Inventory.subject(Catalogue.design(name).orElseThrow());
    }

    private static Verdict check(Subject subject, String world, String threads) {
        String text = "design %s\n%s\n%s\n".formatted(subject.design(), world, threads.replace(" / ", "\n"));
        return new ExplorerEngine()
                .check(subject, Search.directed(List.of(ProgramParser.parse("lists", text)), 1, LONG));
    }

    /** C has a cache, and two objects of it that may be listed; one of them is. */
    private static Verdict race(Subject subject, String threads) {
        return check(subject, """
                world P < root, C < P, cache dentry 192 account, cpus 2
                before cpu0 in C: w = alloc dentry ; settle ; a = alloc dentry lru ; b = alloc dentry lru ; lru_add b ; attach root""", threads);
    }

    private static void assertHoldsInAll(Verdict verdict) {
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.note()).isEqualTo("1 of 1 programs to their end");
    }

    private static void assertBreaks(Verdict verdict, Invariant broken) {
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.VIOLATED);
        assertThat(Objects.requireNonNull(verdict.violation()).broken()).contains(broken);
    }

    @ParameterizedTest
    @MethodSource("races")
    void race_holdsInEveryExecution(String design, String threads) {
        assertHoldsInAll(race(design(design), threads));
    }

    /** One memory allocation fails after another, until none does. */
    @ParameterizedTest
    @MethodSource("allDesigns")
    void groupThatCouldNotBeMade_leavesNothing(String design) {
        IntStream.rangeClosed(1, 8)
                .mapToObj("T1 cpu0: fault %d ; mkdir D root ; settle ; mkdir E root ; rmdir E ; settle"::formatted)
                .forEach(threads -> assertHoldsInAll(check(
                        design(design),
                        "world C < root, cache dentry 192 account, cpus 1\nbefore cpu0: settle",
                        threads)));
    }

    static Stream<String> allDesigns() {
        return Stream.concat(DESIGNS.stream(), Stream.of("dead-handshake", "dangling"));
    }

    /** What is wrong with a design, and a race that shows it. */
    @SuppressWarnings("ImmutableEnumChecker") // a subject only says how to boot
    enum Mistake {
        SPLICE_MISSING("percache", ListMistakes.SpliceMissing::new, RACES.get(0), Invariant.LIST_MEMBERSHIP),
        DRAIN_MISSING("percache", ListMistakes.DrainMissing::new, RACES.get(2), Invariant.NO_ACCESS_AFTER_FREE),
        DRAINED_BEFORE_SWITCH(
                "percache", ListMistakes.DrainedBeforeSwitch::new, RACES.get(0), Invariant.NO_ACCESS_AFTER_FREE),
        LISTED_WITH_ROOT("percache", ListMistakes.ListedWithRoot::new, RACES.get(4), Invariant.LIST_MEMBERSHIP),
        CHARGED_GROUP_ANNOUNCED(
                "scalable",
                ListMistakes.ChargedGroupAnnounced::new,
                "T1 cpu0: lru_del b ; offline C ; lru_add a",
                Invariant.RECLAIM_REACHABILITY);

        private final Subject subject;
        private final String race;
        private final Invariant broken;

        Mistake(String design, DesignFactory factory, String race, Invariant broken) {
            this.subject = new Subject(design, name(), factory::boot);
            this.race = race;
            this.broken = broken;
        }
    }

    @ParameterizedTest
    @EnumSource
    void mistake_failsInItsRace_andTheDesignDoesNot(Mistake mistake) {
        assertBreaks(race(mistake.subject, mistake.race), mistake.broken);
        assertHoldsInAll(race(design(mistake.subject.design()), mistake.race));
    }

    @ParameterizedTest
    @EnumSource
    void mistake_isFoundWithoutItsRace(Mistake mistake) {
        assertBreaks(new ExplorerEngine().check(mistake.subject, Search.generated(1, 1, LONG)), mistake.broken);
    }

    /** Between the switch of the ids and the drain, as in later designs; the kernel's commit says so itself. */
    @Test
    void itemCount_isNegativeInsideTheWindow() {
        Explored explored = new Explored(design("percache"), ProgramParser.parse("window", """
                design percache
                world C < root, cache dentry 192 account, cpus 2
                before cpu0 in C: w = alloc dentry ; settle ; a = alloc dentry lru ; lru_add a ; attach root
                T1 cpu0: rmdir C
                T2 cpu1: lru_del a
                """));
        assertThat(explored.steps()).contains("list_lru root.nr_items -> -1");
        explored.assertHolds();
    }
}
