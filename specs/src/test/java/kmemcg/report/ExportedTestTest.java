package kmemcg.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

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
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedTestTest {
    private static final Counterexample KEPT =
            CounterexampleReader.read(Path.of("corpus", "list-lru-memcg-uaf-explorer.txt"));

    @TempDir
    private Path folder;

    private Class<?> compiled(Counterexample counterexample, boolean isBug) throws Exception {
        Path source = folder.resolve(ExportedTest.className(counterexample) + ".java");
        Files.writeString(source, ExportedTest.text(counterexample, isBug));
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
        return loader.loadClass(ExportedTest.className(counterexample));
    }

    @Test
    void test_compiles_andHoldsOnTheDesign_andFailsOnTheBug() throws Exception {
        Class<?> test = compiled(KEPT, true);
        assertThat(test.getSimpleName()).isEqualTo("ListLruMemcgUafTest");
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        for (String name : List.of("objcg_holds", "list_lru_memcg_uaf_isFound")) {
            Method method = test.getDeclaredMethod(name);
            method.setAccessible(true);
            assertThat(method.isAnnotationPresent(Test.class)).isTrue();
            assertThatCode(() -> method.invoke(constructor.newInstance()))
                    .as(name)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void hostileMessage_staysInItsComment() throws Exception {
        Finding finding = new Finding(Invariant.PROGRESS, "deadlock", "*/ int x; \\u002a/ \n } /*");
        Violation violation = new Violation(KEPT.violation().program(), List.of(finding), List.of());
        Class<?> test = compiled(new Counterexample(null, "lincheck", 7, violation), false);
        assertThat(test.getDeclaredFields()).hasSize(1);
    }
}
