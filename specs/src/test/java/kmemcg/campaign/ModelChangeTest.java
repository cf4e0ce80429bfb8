package kmemcg.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change of the model that takes a step away makes those counterexamples stale that used the step, and no others, and each says which
 * step that was. The change is made in the source of a model class, which is compiled and put before all others.
 */
class ModelChangeTest {
    private static final Path SOURCES = Path.of("..", "model", "src", "main", "java");

    @TempDir
    private Path classes;

    private void withoutStep(String source, String line) throws Exception {
        Path original = SOURCES.resolve(source);
        String text = Files.readString(original);
        assertThat(text).contains(line);
        Path changed = classes.resolve(original.getFileName());
        Files.writeString(changed, text.replace(line, ""));
        String classPath = System.getProperty("java.class.path");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-nowarn", "-cp", classPath, "-d", classes.toString(), changed.toString());
        assertThat(failed).isZero();
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> replayedWithTheChange() throws Exception {
        URL[] path = Stream.concat(
                        Stream.of(classes),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of))
                .map(ModelChangeTest::url)
                .toArray(URL[]::new);
        Thread current = Thread.currentThread();
        ClassLoader usual = current.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            current.setContextClassLoader(loader); // services are looked for there
            return (Map<String, String>) loader.loadClass(CorpusReplay.class.getName())
                    .getMethod("replayed")
                    .invoke(null);
        } finally {
            current.setContextClassLoader(usual);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Those that have no steps are searched anew, and not asked here. */
    private static void assertStaleWhere(int atLeast, Map<String, String> replayed, Predicate<String> isRemoved)
            throws Exception {
        Map<String, List<String>> recorded = CorpusReplay.recorded();
        assertThat(replayed).hasSameSizeAs(recorded);
        recorded.values().removeIf(List::isEmpty);
        assertThat(recorded.values())
                .filteredOn(steps -> steps.stream().anyMatch(isRemoved))
                .hasSizeGreaterThanOrEqualTo(atLeast)
                .hasSizeLessThan(recorded.size());
        recorded.forEach((file, steps) -> {
            int first = IntStream.range(0, steps.size())
                    .filter(step -> isRemoved.test(steps.get(step)))
                    .findFirst()
                    .orElse(-1);
            String expected = first < 0
                    ? "still fails"
                    : "stale: step %d: expected '%s', the model now does".formatted(first + 1, steps.get(first));
            assertThat(replayed.get(file)).as(file).startsWith(expected);
        });
    }

    @Test
    void countOfTheNodeRemoved_makesStaleWhatCountedThere() throws Exception {
        withoutStep("kmemcg/lru/ListLru.java", "total.writeOnce(total.readOnce() + delta);");
        assertStaleWhere(4, replayedWithTheChange(), step -> step.startsWith("nlru.nr_items "));
    }

    @Test
    void markOfADyingCacheRemoved_makesStaleWhatSetIt() throws Exception {
        withoutStep("kmemcg/design/caches/CacheRemoval.java", "root.dying().writeOnce(dying);");
        assertStaleWhere(6, replayedWithTheChange(), step -> step.contains(".dying -> "));
    }

    @Test
    void nothingRemoved_makesNothingStale() throws Exception {
        assertStaleWhere(0, replayedWithTheChange(), step -> false);
    }
}
