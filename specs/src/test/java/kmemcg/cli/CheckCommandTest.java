package kmemcg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kmemcg.campaign.Fakes;
import kmemcg.campaign.Fakes.FakeEngine;
import kmemcg.counterexample.Samples;
import kmemcg.engine.Engine;
import kmemcg.engine.Estimating;
import kmemcg.engine.Forecast;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Walks;
import kmemcg.explore.Estimate;
import kmemcg.explore.MemoryModel;
import kmemcg.machine.Invariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
    private static final Engine HOLDS = Fakes.always(Fakes.holds("sequences", 1_234));
    private static final Engine VIOLATES = Fakes.always(Fakes.breaks("lincheck", Invariant.BOUNDS));
    private static final Engine BOUNDED = Fakes.always(Fakes.bounded("races"));

    @TempDir
    private Path folder = Path.of("");

    private Ran check(Engine... engines) {
        return Ran.with(engines, "check", "--out", folder.toString());
    }

    @Test
    void holdingDesign_isOneTableAndOneVerdict() {
        Ran ran = check(HOLDS);
        assertThat(ran.out()).isEqualToNormalizingNewlines("""
                1 design with sequences; seed 1, effort 1.0, budget 50.0 s

                design  engine     tries             time  verdict
                objcg   sequences  1,234  programs  1.5 s  HOLDS

                HOLDS: 1 of 1 searches found nothing
                """);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void quiet_isTheVerdictOnly_andWhatWasFound() {
        assertThat(Ran.with(new Engine[] {HOLDS}, "check", "--quiet").out())
                .isEqualToNormalizingNewlines("HOLDS: 1 of 1 searches found nothing\n");
        Ran ran = Ran.with(new Engine[] {VIOLATES}, "check", "-q", "--out", folder.toString());
        assertThat(ran.out())
                .contains("lincheck found a counterexample in objcg", "repeat it: ")
                .endsWith("VIOLATED: 1 of 1 searches found something\n")
                .doesNotContain("verdict");
    }

    @Test
    void verbose_tellsWhenASearchBegins() {
        Ran ran = Ran.with(new Engine[] {HOLDS}, "check", "--verbose");
        assertThat(ran.err()).startsWith("objcg, sequences: at most ");
        assertThat(ran.out()).contains("verdict");
    }

    @Test
    void quietAndVerbose_isWrongUsage() {
        for (String command : List.of("check", "hunt")) {
            Ran ran = Ran.with(new Engine[] {HOLDS}, command, "--quiet", "--verbose");
            assertThat(ran.err()).contains("drop one of the two");
            assertThat(ran.code()).isEqualTo(2);
        }
    }

    @Test
    void failFast_endsWithTheFirstCounterexample() {
        Engine[] engines = {VIOLATES, Fakes.always(Fakes.holds("stress", 9))};
        assertThat(Ran.with(engines, "check", "--out", folder.toString()).out())
                .contains("VIOLATED: 1 of 2 searches found something");
        Ran ran = Ran.with(engines, "check", "--fail-fast", "--out", folder.toString());
        assertThat(ran.out()).contains("VIOLATED: 1 of 1 searches found something");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void junit_isWrittenBesideTheTable() {
        Path file = folder.resolve("kmemcg.xml");
        Ran ran = Ran.with(new Engine[] {HOLDS}, "check", "--junit", file.toString());
        assertThat(file).content().contains("<testsuite name=\"objcg\" tests=\"1\"");
        assertThat(ran.code()).isZero();
    }

    @Test
    void sarif_isWrittenBesideTheTable() {
        Path file = folder.resolve("kmemcg.sarif");
        Ran ran = Ran.with(new Engine[] {VIOLATES}, "check", "--sarif", file.toString(), "--out", folder.toString());
        assertThat(file).content().contains("\"ruleId\" : ");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void corpus_isRepeatedFirst_andAnythingThatStillFailsIsAViolation() {
        check(VIOLATES);
        String[] again = {"check", "--corpus", folder.toString(), "--fail-fast", "--out", folder.toString()};
        Ran ran = Ran.with(new Engine[] {VIOLATES}, again);
        assertThat(ran.out())
                .contains("objcg, corpus: objcg-lincheck.txt: still fails")
                .contains("VIOLATED: 1 of 1 searches found something");
        assertThat(ran.code()).isEqualTo(1);
        Ran mended = Ran.with(new Engine[] {Fakes.always(Fakes.holds("lincheck", 9))}, again);
        assertThat(mended.out()).contains("corpus").contains("HOLDS: 2 of 2 searches found nothing");
        assertThat(mended.code()).isZero();
    }

    @Test
    void inAGithubStep_itAnnotatesAndAddsToTheSummary() throws Exception {
        Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");
        Map<String, String> environment = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());
        Ran ran = Ran.with(environment, new Engine[] {VIOLATES}, "check", "--out", folder.toString());
        assertThat(ran.out()).contains("::error file=model/src/main/java/kmemcg/design/");
        assertThat(summary).content().startsWith("before\n## kmemcg: VIOLATED");
        Map<String, String> broken = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", folder.toString());
        Ran other = Ran.with(broken, new Engine[] {HOLDS}, "check");
        assertThat(other.err()).contains("summary").contains("cannot be written");
        assertThat(other.code()).isZero();
    }

    @Test
    void junitThatCannotBeWritten_isWrongInput() {
        Ran ran = Ran.with(
                new Engine[] {HOLDS},
                "check",
                "--junit",
                folder.resolve("no").resolve("kmemcg.xml").toString());
        assertThat(ran.err()).contains("the file cannot be written");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void violation_isShownWrittenAndRepeatable() throws Exception {
        Ran ran = check(HOLDS, VIOLATES);
        Path file = folder.resolve("objcg-lincheck.txt");
        assertThat(ran.out()).isEqualToNormalizingNewlines("""
                1 design with sequences, lincheck; seed 1, effort 1.0, budget 50.0 s

                lincheck found a counterexample in objcg:

                    kmemcg counterexample 1

                    design   objcg
                    engine   lincheck
                    seed     1
                    repeat   kmemcg replay objcg-lincheck.txt

                    broken   BOUNDS
                    promise  no counter below zero; no successful charge leaves usage above the limit it saw
                    kind     kind
                    message  message

                    program
                      design  objcg
                      world   P < root, C < P, cache dentry 192 account, cpus 2
                      T1      cpu0 in C: o = alloc dentry ; free o
                      T2      cpu1:      offline C
                      finally usage P == 0

                    steps
                       1  T1 o = alloc dentry -> ok
                       2  broken: BOUNDS

                    end

                repeat it: kmemcg replay %s

                design  engine     tries              time  verdict
                objcg   sequences  1,234  programs   1.5 s  HOLDS
                objcg   lincheck      17  programs  250 ms  VIOLATED

                VIOLATED: 1 of 2 searches found something
                """.formatted(file));
        assertThat(ran.code()).isEqualTo(1);
        byte[] bytes = Files.readAllBytes(file);
        check(VIOLATES);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        assertThat(Ran.with(new Engine[] {VIOLATES}, "replay", file.toString()).code())
                .isEqualTo(1);
    }

    @Test
    void exitCode_isThatOfTheWeightiestOutcome() {
        assertThat(check(HOLDS, BOUNDED).code()).isEqualTo(3);
        assertThat(check(HOLDS, BOUNDED, Fakes.broken("zebra")).code()).isEqualTo(4);
        assertThat(check(HOLDS, BOUNDED, Fakes.broken("zebra"), VIOLATES).code())
                .isEqualTo(1);
    }

    /** An engine that forecasts. */
    private record Forecaster(Forecast forecast) implements Estimating {
        @Override
        public String name() {
            return "explorer";
        }

        @Override
        public String explanation() {
            return "forecasts";
        }

        @Override
        public Verdict check(Subject subject, Search search) {
            return Fakes.bounded("explorer");
        }

        @Override
        public Forecast forecast(Subject subject, Search search) {
            assertThat(search.fixed()).containsExactly(Samples.program());
            return forecast;
        }
    }

    private Path program() throws Exception {
        return Files.writeString(
                folder.resolve("program.txt"), Samples.program().toString());
    }

    private Ran estimate(Estimate total, double perSecond) throws Exception {
        Engine[] engines = {HOLDS, new Forecaster(new Forecast(total, perSecond, 2))};
        return Ran.with(engines, "check", "--estimate", "--program", program().toString());
    }

    @Test
    void estimate_isExecutionsRateAndTimeAndNothingElse() throws Exception {
        Ran ran = estimate(new Estimate(1_510_000, 80_400, 8), 1_500);
        assertThat(ran.out()).isEqualToNormalizingNewlines("""
                executions  about 1,510,000 (\u00b1 80,400), estimated
                rate        1,500/s, measured with 2 workers
                time        about 16 min 47 s (\u00b1 53.6 s)
                """);
        assertThat(ran.code()).isZero();
        assertThat(estimate(new Estimate(2_592, 0, 1), 1_296).out()).isEqualToNormalizingNewlines("""
                executions  2,592, counted
                rate        1,296/s, measured with 2 workers
                time        about 2.0 s
                """);
    }

    @Test
    void estimateAndWalks_areForOneProgram() throws Exception {
        assertThat(Ran.with(new Engine[] {HOLDS}, "check", "--estimate"))
                .returns(2, Ran::code)
                .extracting(Ran::err)
                .asString()
                .contains("name one with --program");
        assertThat(Ran.with(new Engine[] {HOLDS}, "check", "--walks", "9").code())
                .isEqualTo(2);
        assertThat(Ran.with(new Engine[] {HOLDS}, "check", "--walks", "-1").err())
                .contains("--walks 10000");
        assertThat(Ran.with(
                                new Engine[] {HOLDS},
                                "check",
                                "--estimate",
                                "--program",
                                program().toString())
                        .err())
                .contains("choose the explorer");
    }

    @Test
    void walks_reachTheEngine() throws Exception {
        List<Walks> asked = new ArrayList<>();
        Engine engine = new FakeEngine("explorer", (subject, search) -> {
            asked.add(search.walks());
            return Fakes.bounded("explorer");
        });
        Ran.with(new Engine[] {engine}, "check", "--program", program().toString(), "--walks", "900");
        Ran.with(new Engine[] {engine}, "check", "--program", program().toString());
        assertThat(asked).containsExactly(new Walks(1, 900), Walks.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "hunt"})
    void memoryModel_reachesTheEngineAndTheFirstLine(String command) {
        List<MemoryModel> asked = new ArrayList<>();
        Engine engine = new FakeEngine("explorer", (subject, search) -> {
            asked.add(search.memory());
            return Fakes.holds("explorer", 1);
        });
        Engine[] engines = {engine};
        assertThat(Ran.with(engines, command, "--memory", "tso").out()).contains(", memory tso\n");
        assertThat(asked).isNotEmpty().containsOnly(MemoryModel.TSO);
        asked.clear();
        assertThat(Ran.with(engines, command).out()).doesNotContain("memory");
        assertThat(asked).isNotEmpty().containsOnly(MemoryModel.SC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "hunt"})
    void unknownMemoryModel_isWrongUsage(String command) {
        Ran ran = Ran.with(new Engine[] {HOLDS}, command, "--memory", "lkmm");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--memory").contains("[SC, TSO]").contains("'lkmm'");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void boundedSearch_saysWhy() {
        assertThat(check(BOUNDED).out()).endsWith("""
                design  engine  tries             time  verdict
                objcg   races       3  programs  1.5 s  BOUNDED
                objcg, races: only 3 of 100 programs in time

                BOUNDED: 1 of 1 searches tried too little to say anything
                """);
    }

    @Test
    void noEngine_isNotAPass() {
        Ran ran = check();
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("no engine is installed");
    }

    @Test
    void unknownNames_areWrongUsageWithTheNearestName() {
        Engine[] engines = {HOLDS};
        assertThat(Ran.with(engines, "check", "objgc")).isEqualTo(new Ran(2, "", lines("""
                        kmemcg: there is no design objgc
                          at:   the command line
                          mend: take objcg
                        """)));
        assertThat(Ran.with(engines, "check", "bug-a").err()).contains("write: kmemcg hunt bug-a");
        assertThat(Ran.with(engines, "check", "--engine", "sequence").err()).contains("take sequences");
        assertThat(Ran.with(engines, "check", "--engine", "sequence").code()).isEqualTo(2);
    }

    private static String lines(String text) {
        return text.replace("\n", System.lineSeparator());
    }

    @Test
    void badOptions_areWrongUsage() throws Exception {
        Engine[] engines = {HOLDS};
        assertThat(Ran.with(engines, "check", "--budget", "60"))
                .returns(2, Ran::code)
                .extracting(Ran::err)
                .asString()
                .contains("write it as 500ms, 60s, 5m or 2h")
                .contains("kmemcg check --help");
        assertThat(Ran.with(engines, "check", "--budget", "0s").code()).isEqualTo(2);
        assertThat(Ran.with(engines, "check", "--effort", "-1").code()).isEqualTo(2);
        assertThat(Ran.with(engines, "check", "--effort", "NaN").code()).isEqualTo(2);
        assertThat(Ran.with(engines, "check", "--sede", "1").err()).contains("--seed");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(Ran.with(engines, "check", "--out", file.toString()).code()).isEqualTo(2);
    }

    @Test
    void givenProgram_isTheOnlyOneTried() throws Exception {
        Path file =
                Files.writeString(folder.resolve("race.txt"), Samples.program().toString());
        Engine engine = new FakeEngine("lincheck", (subject, search) -> {
            assertThat(search.fixed()).containsExactly(Samples.program());
            assertThat(search.seed()).isEqualTo(7);
            return Fakes.holds("lincheck", 1);
        });
        assertThat(Ran.with(new Engine[] {engine}, "check", "--seed", "7", "--program", file.toString()))
                .returns(0, Ran::code);
    }

    @Test
    void engineWithoutPrograms_isNotAskedAboutOne() throws Exception {
        Path file =
                Files.writeString(folder.resolve("race.txt"), Samples.program().toString());
        Engine races = Fakes.withoutPrograms("races");
        assertThat(Ran.with(new Engine[] {HOLDS, races}, "check", "--program", file.toString()))
                .returns(0, Ran::code);
        assertThat(Ran.with(new Engine[] {races}, "check", "--program", file.toString()))
                .returns(2, Ran::code);
    }

    @Test
    void violationWithoutCounterexample_isToldByItsNote() {
        Ran ran = check(Fakes.withoutPrograms("races"));
        assertThat(ran.out()).endsWith("""
                design  engine  tries            time  verdict
                objcg   races       5  samples  1.5 s  VIOLATED
                objcg, races: DoublePut: 0, 0

                VIOLATED: 1 of 1 searches found something
                """);
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void badProgram_isWrongUsageWithItsPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("race.txt"), "design objcg\nworld cpus 2\nT1 cpu0: fere o\n");
        assertThat(Ran.with(new Engine[] {HOLDS}, "check", "--program", file.toString()))
                .returns(2, Ran::code)
                .extracting(Ran::err)
                .asString()
                .contains("race.txt:3:10");
        Path missing = folder.resolve("missing");
        assertThat(Ran.with(new Engine[] {HOLDS}, "check", "--program", missing.toString())
                        .code())
                .isEqualTo(2);
    }

    @Test
    void figures_areTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(check(HOLDS).out()).contains("effort 1.0, budget 50.0 s").contains("1,234");
        } finally {
            Locale.setDefault(before);
        }
    }
}
