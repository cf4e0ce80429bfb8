package kmemcg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import kmemcg.cli.FakeCheckout.Launch;
import kmemcg.cli.FakeCheckout.Running;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a Maven and a Java that only say what they were asked to do. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60) // only so that a launch that waits for ever is a failure
class LauncherTest {
    /** The exit code of the fake Java. */
    private static final int JAVA_RAN = 7;

    @TempDir
    Path base;

    FakeCheckout checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = new FakeCheckout(base);
    }

    @Test
    void firstLaunch_buildsOfflineWithoutTestsAndSaysSo() throws IOException {
        Launch launch = checkout.launch();
        assertThat(launch.err()).isEqualTo("kmemcg: building (no good build yet) ...\n");
        assertThat(checkout.mavenCalls()).containsExactly("-B -Dstyle.color=never -o compile");
        assertThat(launch.exitCode()).isEqualTo(JAVA_RAN);
    }

    @Test
    void nothingStale_mavenIsNotStarted() throws IOException {
        checkout.launch();
        checkout.withoutMaven();
        Launch second = checkout.launch();
        assertThat(second.err()).isEmpty();
        assertThat(second.exitCode()).isEqualTo(JAVA_RAN);
        assertThat(checkout.mavenCalls()).hasSize(1);
    }

    @Test
    void editedSource_isBuiltOnce() throws IOException {
        assertRebuiltOnceAfter(
                () -> FakeCheckout.write(checkout.root().resolve("model/src/main/java/A.java"), "edited"));
    }

    @Test
    void deletedSource_isBuiltOnce() throws IOException {
        assertRebuiltOnceAfter(() -> Files.delete(checkout.root().resolve("stress/src/main/java/A.java")));
    }

    @Test
    void editedPom_isBuiltOnce() throws IOException {
        assertRebuiltOnceAfter(() -> FakeCheckout.write(checkout.root().resolve("specs/pom.xml"), "edited"));
    }

    @Test
    void cleanedModule_isBuiltOnce() throws IOException {
        assertRebuiltOnceAfter(() -> Files.delete(checkout.root().resolve("model/target/classes")));
    }

    @Test
    void removedDependency_isBuiltOnce() throws IOException {
        assertRebuiltOnceAfter(() -> Files.delete(checkout.root().resolve("library.jar")));
    }

    /** A change of the checkout. */
    private interface Change {
        void make() throws IOException;
    }

    private void assertRebuiltOnceAfter(Change change) throws IOException {
        checkout.launch();
        checkout.lastBuildWasLongAgo();
        change.make();
        assertThat(checkout.launch().err()).startsWith("kmemcg: building (").hasLineCount(1);
        assertThat(checkout.launch().err()).isEmpty();
        assertThat(checkout.mavenCalls()).hasSize(2);
    }

    @Test
    void editedTest_isNotBuilt() throws IOException {
        checkout.launch();
        checkout.lastBuildWasLongAgo();
        FakeCheckout.write(checkout.root().resolve("specs/src/test/java/ATest.java"), "edited");
        assertThat(checkout.launch().err()).isEmpty();
    }

    @Test
    void editDuringBuild_isBuiltNextTime() throws IOException {
        checkout.maven(
                "touch -t 202001010000 stress/target/launcher.stamp.new\necho edited >model/src/main/java/A.java\n"
                        + FakeCheckout.BUILDS);
        checkout.launch();
        checkout.maven(FakeCheckout.BUILDS);
        assertThat(checkout.launch().err()).isEqualTo("kmemcg: building (sources changed) ...\n");
        assertThat(checkout.launch().err()).isEmpty();
    }

    @Test
    void missingArtifact_isFetchedOnline() throws IOException {
        checkout.maven("case \"$*\" in *' -o '*) echo '[ERROR] Cannot access central in offline mode'; exit 1;; esac\n"
                + FakeCheckout.BUILDS);
        Launch launch = checkout.launch();
        assertThat(launch.err()).endsWith("kmemcg: fetching dependencies ...\n");
        assertThat(launch.exitCode()).isEqualTo(JAVA_RAN);
        assertThat(checkout.mavenCalls())
                .containsExactly("-B -Dstyle.color=never -o compile", "-B -Dstyle.color=never -ntp compile");
    }

    @Test
    void compilerError_isShownAndNothingRuns() throws IOException {
        checkout.maven("echo '[INFO] noise'; echo '[ERROR] A.java:[1,2] offline is not a statement'; exit 1");
        Launch launch = checkout.launch();
        assertThat(launch.exitCode()).isEqualTo(ExitCode.TOOL_ERROR);
        assertThat(launch.out()).isEmpty();
        assertThat(launch.err())
                .contains("[ERROR] A.java:[1,2] offline is not a statement")
                .doesNotContain("noise")
                .endsWith("kmemcg: the build failed; nothing was run\n");
        assertThat(checkout.mavenCalls()).hasSize(1);
    }

    @Test
    void failedBuild_isTriedAgain() throws IOException {
        checkout.launch();
        FakeCheckout.write(checkout.root().resolve("model/src/main/java/A.java"), "broken");
        checkout.maven("exit 1");
        checkout.launch();
        checkout.maven(FakeCheckout.BUILDS);
        assertThat(checkout.launch().err()).isEqualTo("kmemcg: building (no good build yet) ...\n");
        assertThat(checkout.launch().err()).isEmpty();
    }

    @Test
    void concurrentLaunches_buildOnce() throws IOException {
        checkout.maven("mkdir building || exit 1; sleep 0.3; rmdir building\n" + FakeCheckout.BUILDS);
        List<Running> running = IntStream.range(0, 4)
                .mapToObj(i -> checkout.start(base, checkout.launcher()))
                .toList();
        assertThat(running.stream().map(checkout::finish)).allMatch(launch -> launch.exitCode() == JAVA_RAN);
        assertThat(checkout.mavenCalls()).hasSize(1);
        assertThat(Files.isSymbolicLink(checkout.lock())).isFalse();
    }

    @Test
    void lockOfDeadLaunch_isTakenOver() throws IOException {
        long dead = checkout.launch().pid();
        checkout.lastBuildWasLongAgo();
        FakeCheckout.write(checkout.root().resolve("model/src/main/java/A.java"), "edited");
        FakeCheckout.link(checkout.lock(), Path.of(Long.toString(dead)));
        assertThat(checkout.launch().exitCode()).isEqualTo(JAVA_RAN);
        assertThat(checkout.mavenCalls()).hasSize(2);
        assertThat(Files.isSymbolicLink(checkout.lock())).isFalse();
    }

    @Test
    void otherFolder_symlinkChain_isFollowed() throws IOException {
        Path first = base.resolve("links/first");
        Path second = base.resolve("links/second one");
        FakeCheckout.link(first, checkout.launcher());
        FakeCheckout.link(second, Path.of("first"));
        Launch launch = checkout.finish(checkout.start(Path.of("/"), second));
        assertThat(launch.exitCode()).isEqualTo(JAVA_RAN);
        assertThat(launch.out()).contains("[@" + checkout.root().resolve(".mvn/run.args") + "]");
    }

    @Test
    void classPath_hasOurClassesThenDependencies() {
        String root = checkout.root().toString();
        assertThat(checkout.launch().out())
                .contains("[-cp]\n[" + root + "/model/target/classes:" + root + "/specs/target/classes:" + root
                        + "/stress/target/classes:" + root + "/library.jar]\n[kmemcg.cli.Main]\n");
    }

    @Test
    void classPath_hasThatOfDesignsOfOnesOwnBehind() {
        assertThat(checkout.launch("check", "--classpath", "a b.jar:c", "--classpath=d")
                        .out())
                .contains("/library.jar:a b.jar:c:d]\n[kmemcg.cli.Main]\n[check]\n[--classpath]\n[a b.jar:c]\n");
    }

    @Test
    void arguments_passUntouched() {
        assertThat(checkout.launch("check", "", "two words", "*", "$HOME", "@file", "-cp")
                        .out())
                .endsWith("[kmemcg.cli.Main]\n[check]\n[]\n[two words]\n[*]\n[$HOME]\n[@file]\n[-cp]\n");
    }

    @Test
    void jvm_replacesTheShell() {
        Launch launch = checkout.launch();
        assertThat(launch.out()).startsWith("java " + launch.pid() + "\n");
    }

    @Test
    void javaOptions_areWordsAndComeAfterOurs() {
        checkout.environment("KMEMCG_JAVA_OPTS", "-Xmx8g  *");
        assertThat(checkout.launch().out()).contains("run.args]\n[-Xmx8g]\n[*]\n[-cp]\n");
    }

    @Test
    void jdk23_getsItsFlags() throws IOException {
        checkout.javaHome(base.resolve("java 23"), "23");
        checkout.environment("JAVA_HOME", base.resolve("java 23").toString());
        assertThat(checkout.launch().out())
                .contains("run.args]\n[@" + checkout.root() + "/.mvn/run-jdk23.args]\n[-cp]");
    }

    @Test
    void missingJava_isExplained() throws IOException {
        checkout.withoutJavaHome();
        Launch launch = checkout.launch();
        assertThat(launch.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(launch.err())
                .contains(
                        "no javac of Java 17 or newer found", "at:   JAVA_HOME (not set), PATH", "mend: install a JDK");
        assertThat(checkout.mavenCalls()).isEmpty();
    }

    @Test
    void oldJavaHome_fallsBackToPath() throws IOException {
        checkout.javaHome(base.resolve("java 8"), "1.8.0_392");
        checkout.environment("JAVA_HOME", base.resolve("java 8").toString());
        assertThat(checkout.launch().exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        checkout.javaOnPath(base.resolve("java 17"));
        assertThat(checkout.launch().exitCode()).isEqualTo(JAVA_RAN);
    }

    @Test
    void javaWithoutCompiler_runsButDoesNotBuild() throws IOException {
        checkout.launch();
        checkout.lastBuildWasLongAgo();
        checkout.withoutCompiler();
        assertThat(checkout.launch().exitCode()).isEqualTo(JAVA_RAN);
        FakeCheckout.write(checkout.root().resolve("pom.xml"), "edited");
        assertThat(checkout.launch().err()).contains("no javac of Java 17");
    }

    @Test
    void javaInUsualPlace_isFound() throws IOException {
        checkout.withoutJavaHome();
        checkout.javaHome(checkout.usualPlace().resolve("jdk 21"), "21.0.4");
        assertThat(checkout.launch().exitCode()).isEqualTo(JAVA_RAN);
    }

    @Test
    void missingMaven_isExplainedWhenStale() throws IOException {
        checkout.withoutMaven();
        Launch launch = checkout.launch();
        assertThat(launch.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(launch.err()).contains("the build needs Maven", "at:   PATH", "mend: install it");
        assertThat(launch.out()).isEmpty();
    }

    @Test
    void testsRunWithTheLaunchersFlags() {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments()).contains("-Xmx2g", "-Xshare:off");
    }
}
