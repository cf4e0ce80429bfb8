package kmemcg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import kmemcg.campaign.Fakes;
import kmemcg.counterexample.CounterexampleWriter;
import kmemcg.counterexample.Samples;
import kmemcg.engine.Engine;
import kmemcg.engine.Engines;
import kmemcg.report.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private static Ran run(String... arguments) {
        return Ran.with(new Engine[0], arguments);
    }

    @Test
    void completion_isAScriptThatKnowsCommandsAndOptions() {
        Ran ran = Ran.with(new Engine[] {}, "completion");
        assertThat(ran.out()).startsWith("#!/usr/bin/env bash").contains("hunt").contains("--fail-fast");
        assertThat(ran.code()).isZero();
    }

    @Test
    void noCommand_isWrongUsageAndShowsTheHelp() {
        assertThat(run())
                .returns(2, Ran::code)
                .returns("", Ran::out)
                .extracting(Ran::err)
                .asString()
                .contains("Begin with:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "hunt", "replay", "designs", "bugs", "cost", "trace"})
    void everyCommand_hasHelp(String command) {
        Ran ran = run(command, "--help");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("kmemcg " + command);
        assertThat(run("--help").out()).contains("  " + command + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "hunt", "replay", "designs", "bugs", "cost"})
    void helpOfEveryCommand_hasAnExample(String command) {
        assertThat(run(command, "--help").out()).containsPattern("Examples?:\\R  kmemcg " + command);
    }

    @Test
    void unknownCommand_isAnsweredWithTheNearest() {
        assertThat(run("chekc"))
                .returns(2, Ran::code)
                .extracting(Ran::err)
                .asString()
                .contains("kmemcg check");
    }

    @Test
    void designs_areListedWithTheirWords() {
        assertThat(run("designs").out()).isEqualToNormalizingNewlines("""
                objcg: owners of objects
                  sources     Linux 6.1
                  vocabulary  mkdir rmdir offline limit attach create_cache destroy_cache alloc free bulk_free lru_add \
                lru_del shrink drain cpu_offline usage fault settle register_shrinker
                  invariants   2 BOUNDS: no counter below zero; no successful charge leaves usage above the limit it saw
                  bugs        bug-a
                              bug-b

                """);
    }

    @Test
    void bugs_areListedWithCureMechanismAndScenario() {
        assertThat(run("bugs", "bug-b").out()).isEqualToNormalizingNewlines("""
                bug-b
                  design      objcg
                  cured by    123456789abc ("mm: a cure"), 2021
                  kernels     5.9 to 5.10
                  mechanism   T1 does this.
                              T2 does that.
                  breaks       5 REFERENCES: each reference count equals its holders; what nobody holds is freed
                  memory      any; an interleaving shows it
                  scenario    design  objcg
                              world   P < root, C < P, cache dentry 192 account, cpus 2
                              T1      cpu0 in C: o = alloc dentry ; free o
                              T2      cpu1:      offline C
                              finally usage P == 0

                1 bug
                """);
    }

    @Test
    void bugs_areFilteredByDesignInvariantAndYear() {
        assertThat(run("bugs", "--invariant", "bounds").out()).contains("bug-a").doesNotContain("bug-b");
        assertThat(run("bugs", "--invariant", "5").out()).contains("bug-b").doesNotContain("bug-a");
        assertThat(run("bugs", "--year", "2020").out()).contains("bug-a").doesNotContain("bug-b");
        assertThat(run("bugs", "--design", "objcg").out()).contains("2 bugs");
        assertThat(run("bugs").out()).contains("2 bugs", "Left out, and why:", "wrong-root-list-iterated");
        assertThat(run("bugs", "--year", "1999").out()).isEqualToNormalizingNewlines("0 bugs\n");
        assertThat(run("bugs", "--invariant", "BUONDS")).returns(2, Ran::code);
        assertThat(run("bugs", "--design", "objgc")).returns(2, Ran::code);
    }

    @Test
    void replayOfSeveralFiles_hasALineEachAndTheWeightiestCode(@TempDir Path folder) throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.txt"), "");
        Path stale = Files.writeString(folder.resolve("stale.txt"), CounterexampleWriter.write(Samples.ofBug()));
        Ran ran = run("replay", stale.toString(), bad.toString());
        assertThat(ran.out())
                .contains("stale.txt: stale: the design objcg has no bug objcg-charge-resurrects-css any more")
                .contains("bad.txt: unreadable: this is no counterexample");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(run("replay", stale.toString()).code()).isEqualTo(3);
        assertThat(run("replay").code()).isEqualTo(2);
    }

    @Test
    void weightOfCodes_isViolationThenToolThenInputThenBound() {
        assertThat(ExitCode.worst(List.of(0, 1, 2, 3, 4))).isEqualTo(1);
        assertThat(ExitCode.worst(List.of(0, 2, 3, 4))).isEqualTo(4);
        assertThat(ExitCode.worst(List.of(0, 2, 3))).isEqualTo(2);
        assertThat(ExitCode.worst(List.of(0, 3))).isEqualTo(3);
        assertThat(ExitCode.worst(List.of(0))).isZero();
    }

    @Test
    void errorOfTheTool_isNotTakenForAViolation() {
        Supplier<Engines> half = () -> {
            throw new ServiceConfigurationError("half an engine");
        };
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine(
                        new Toolbox(Fakes::inventory, half, Terminal.NONE, new Interruption(), GithubStep.of(Map.of())))
                .setErr(new PrintWriter(err));
        assertThat(Main.run(commandLine, "check")).isEqualTo(4);
        assertThat(err.toString()).contains("tool error").contains("half an engine");
    }
}
