package kmemcg.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleReader;
import kmemcg.report.export.ExportFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.infra.results.I_Result;

/** An exported race compiles as one of JCStress, and its samples are what they say. */
class JcstressExportTest {
    private static final Counterexample KEPT =
            CounterexampleReader.read(Path.of("..", "specs", "corpus", "root-charged-on-one-side-only-explorer.txt"));

    /** On two cores one sample in seventy fails. */
    private static final int SAMPLES = 200_000;

    @TempDir
    private Path folder;

    private Class<?> compiled(String text) throws Exception {
        String name = ExportFormat.JCSTRESS.className(KEPT);
        Path source = folder.resolve(name + ".java");
        Files.writeString(source, text);
        String classPath = System.getProperty("java.class.path");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean done = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("-cp", classPath, "-processorpath", classPath, "-d", folder.toString()),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertThat(done).as("%s", said).isTrue();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}).loadClass("races." + name);
    }

    private static int violations(Class<?> race, ExecutorService threads) throws Exception {
        Object sample = race.getDeclaredConstructor().newInstance();
        CyclicBarrier start = new CyclicBarrier(2);
        Future<?> first = threads.submit(() -> run(race.getMethod("t1"), sample, start));
        Future<?> second = threads.submit(() -> run(race.getMethod("t2"), sample, start));
        first.get();
        second.get();
        I_Result result = new I_Result();
        race.getMethod("validate", I_Result.class).invoke(sample, result);
        return result.r1;
    }

    private static Object run(Method actor, Object sample, CyclicBarrier start) throws Exception {
        start.await();
        return String.valueOf(actor.invoke(sample));
    }

    @Test
    void raceOfTheBug_isLostSooner_orLater() throws Exception {
        Class<?> race = compiled(ExportFormat.JCSTRESS.text(KEPT, true));
        assertThat(folder.resolve("META-INF").resolve("TestList")).exists();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            int samples = 0;
            while (samples < SAMPLES && violations(race, threads) == 0) {
                samples++;
            }
            assertThat(samples).isLessThan(SAMPLES);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void raceOfTheDesign_isNeverLost() throws Exception {
        String text = ExportFormat.JCSTRESS
                .text(KEPT, true)
                .replace("SUBJECT = \"" + KEPT.subject(), "SUBJECT = \"" + KEPT.design());
        Class<?> race = compiled(text);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int samples = 0; samples < 1_000; samples++) {
                assertThat(violations(race, threads)).isZero();
            }
        } finally {
            threads.shutdown();
        }
    }
}
