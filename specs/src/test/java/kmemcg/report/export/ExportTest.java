package kmemcg.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleReader;
import kmemcg.engine.Violation;
import kmemcg.input.InputError;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {
    private static final Counterexample KEPT = kept("root-charged-on-one-side-only");

    @TempDir
    private Path folder;

    private static Counterexample kept(String bug) {
        return CounterexampleReader.read(Path.of("corpus", bug + "-explorer.txt"));
    }

    private Class<?> compiled(ExportFormat format, Counterexample counterexample, boolean isBug) throws Exception {
        Path source = folder.resolve(format.className(counterexample) + ".java");
        Files.writeString(source, format.text(counterexample, isBug));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString());
        assertThat(compiler.run(
                        null,
                        null,
                        null,
                        Stream.concat(options.stream(), Stream.of(source.toString()))
                                .toArray(String[]::new)))
                .isZero();
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        return loader.loadClass(format.className(counterexample));
    }

    private void run(Class<?> test, String name) throws Exception {
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method method = test.getDeclaredMethod(name);
        method.setAccessible(true);
        assertThat(method.isAnnotationPresent(Test.class)).isTrue();
        assertThatCode(() -> method.invoke(constructor.newInstance())).as(name).doesNotThrowAnyException();
    }

    @Test
    void test_holdsOnTheDesign_andFailsOnTheBug() throws Exception {
        Class<?> test = compiled(ExportFormat.JUNIT, kept("list-lru-memcg-uaf"), true);
        assertThat(test.getSimpleName()).isEqualTo("ListLruMemcgUafTest");
        run(test, "objcg_holds");
        run(test, "list_lru_memcg_uaf_isFound");
    }

    @Test
    void testUnderLincheck_failsOnTheBug() throws Exception {
        Class<?> test = compiled(ExportFormat.LINCHECK, KEPT, true);
        assertThat(test.getSimpleName()).isEqualTo("RootChargedOnOneSideOnlyLincheckTest");
        run(test, "root_charged_on_one_side_only_isFound");
    }

    /** Takes Lincheck thousands of interleavings, a quarter of a minute. */
    @Test
    @EnabledIfSystemProperty(named = "kmemcg.deep", matches = "true")
    void testUnderLincheck_holdsOnTheDesign() throws Exception {
        run(compiled(ExportFormat.LINCHECK, KEPT, true), "objcg_holds");
    }

    @ParameterizedTest
    @EnumSource(names = {"JUNIT", "LINCHECK"})
    void hostileMessage_staysInItsComment(ExportFormat format) throws Exception {
        Finding finding = new Finding(Invariant.PROGRESS, "deadlock", "*/ int x; \\u002a/ \n } /*");
        Violation violation = new Violation(KEPT.violation().program(), List.of(finding), List.of());
        Class<?> test = compiled(format, new Counterexample(null, "lincheck", 7, violation), false);
        assertThat(test.getDeclaredFields()).hasSize(2);
    }

    @Test
    void nameOfADesignWithADot_isAClassName() {
        assertThat(ExportFormat.JUNIT.className(new Counterexample(
                        null,
                        "lincheck",
                        7,
                        kept("bit-cleared-for-registering-shrinker").violation())))
                .isEqualTo("Objcg618Test");
    }

    @Test
    void raceOfOneThread_isRefused() {
        assertThatThrownBy(() -> ExportFormat.JCSTRESS.text(kept("cpu-dead-keeps-obj-stock"), true))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("--as junit");
    }

    @Test
    void raceThatWouldNotEnd_isRefused() {
        assertThatThrownBy(() -> ExportFormat.JCSTRESS.text(kept("parent-offlined-before-child"), true))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("PROGRESS");
    }
}
