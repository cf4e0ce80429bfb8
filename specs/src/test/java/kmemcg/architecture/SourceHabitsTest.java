package kmemcg.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sources of all modules keep the habits, and each habit can be broken. */
class SourceHabitsTest {
    private static final List<String> MODEL_CODE = List.of("sync", "memcg", "slab", "lru", "design");

    @TempDir
    Path folder;

    @Test
    void allSources_areShort() throws IOException {
        List<SourceFile> sources = sources("src");
        assertThat(SourceHabits.filesTooLong(sources)).isEmpty();
        assertThat(SourceHabits.methodsTooLong(sources)).isEmpty();
    }

    @Test
    void allPackages_declareNullness() throws IOException {
        assertThat(SourceHabits.packagesWithoutNullness(sources("src/main/java")))
                .isEmpty();
    }

    @Test
    void modelCode_takesNoMonitor() throws IOException {
        for (String name : MODEL_CODE) {
            assertThat(SourceHabits.monitors(sources("src/main/java/kmemcg/" + name)))
                    .isEmpty();
        }
    }

    /** The sources of this folder in every module. */
    private static List<SourceFile> sources(String part) throws IOException {
        List<SourceFile> sources = new ArrayList<>();
        for (String module : List.of("model", "specs", "stress")) {
            sources.addAll(SourceFile.below(Path.of("..", module).resolve(part)));
        }
        return sources;
    }

    @Test
    void allModules_areLookedAt() throws IOException {
        assertThat(sources("src/main/java").stream().map(SourceFile::packageName))
                .contains("kmemcg.machine", "kmemcg.cli", "kmemcg.stress");
    }

    @Test
    void fileOf501Lines_isFound() throws IOException {
        assertThat(SourceHabits.filesTooLong(source("class A {}\n".repeat(500))))
                .isEmpty();
        assertThat(SourceHabits.filesTooLong(source("class A {}\n".repeat(501))))
                .hasSize(1);
    }

    @Test
    void methodOf71Lines_isFound() throws IOException {
        assertThat(SourceHabits.methodsTooLong(source("class A {\n void f() {\n" + "  f();\n".repeat(68) + " }\n}\n")))
                .isEmpty();
        assertThat(SourceHabits.methodsTooLong(source("class A {\n void f() {\n" + "  f();\n".repeat(69) + " }\n}\n")))
                .containsExactly("A.java:2 f");
    }

    @Test
    void monitors_areFound() throws IOException {
        assertThat(
                        SourceHabits.monitors(
                                source(
                                        "class A {\n synchronized void f() {}\n void g() {\n  synchronized (this) {}\n }\n /* synchronized */\n}\n")))
                .containsExactly("A.java:2", "A.java:4");
    }

    @Test
    void packageWithoutNullness_isFound() throws IOException {
        Files.writeString(folder.resolve("package-info.java"), "@NullMarked\npackage marked;\n");
        Files.writeString(folder.resolve("B.java"), "package marked;\nclass B {}\n");
        assertThat(SourceHabits.packagesWithoutNullness(source("package bare;\nclass A {}\n")))
                .containsExactly("bare");
    }

    private List<SourceFile> source(String text) throws IOException {
        Files.writeString(folder.resolve("A.java"), text);
        return SourceFile.below(folder);
    }
}
