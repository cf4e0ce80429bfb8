package kmemcg.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change of the model that takes a step away is seen by those counterexamples that used the step, and no others, and each says which
 * step that was. It is stale, unless it happens to fail all the same, perhaps at that very step. The change is made in the source of a model class, which is compiled and put before all others.
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
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        classPath,
                        "-d",
                        classes.toString(),
                        changed.toString());
        assertThat(failed).isZero();
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> replayedWithTheChange() throws Exception {
        URL[] path = Stream.concat(
                        Stream.of(classes),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(Path::of))
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

    /**
     * Those that have no steps are searched anew, and not asked here.
     *
     * @param using how many used the step
     */
    private static void assertSeenWhere(int using, Map<String, String> replayed, Predicate<String> isRemoved)
            throws Exception {
        Map<String, List<String>> recorded = CorpusReplay.recorded();
        assertThat(replayed).hasSameSizeAs(recorded);
        recorded.values().removeIf(List::isEmpty);
        List<String> naming = new ArrayList<>();
        recorded.forEach((file, steps) -> {
            String said = String.valueOf(replayed.get(file));
            int first = first(steps, isRemoved);
            if (first >= 0) {
                naming.add(file);
                assertThat(said)
                        .as(file)
                        .contains("step %d: expected '%s', the model now does".formatted(first + 1, steps.get(first)));
            } else {
                assertThat(said).as(file).startsWith("still fails").doesNotContain("step ");
            }
        });
        assertThat(naming).hasSize(using);
    }

    private static int first(List<String> steps, Predicate<String> wanted) {
        return IntStream.range(0, steps.size())
                .filter(step -> wanted.test(steps.get(step)))
                .findFirst()
                .orElse(-1);
    }

    /** A group that the threads make, D, gets its own id first. */
    @Test
    void switchOfIdsRemoved_isSeenWhereAGroupGoesOffline() throws Exception {
        withoutStep("kmemcg/memcg/CgroupCore.java", "memcg.kmemcgId().writeOnce(id);");
        assertSeenWhere(15, replayedWithTheChange(), step -> step.matches("memcg [PC]\\.kmemcg_id -> .*"));
    }

    @Test
    void markOfADyingCacheRemoved_isSeenByWhatSetIt() throws Exception {
        withoutStep("kmemcg/design/caches/CacheRemoval.java", "root.dying().writeOnce(dying);");
        assertSeenWhere(8, replayedWithTheChange(), step -> step.contains(".dying -> "));
    }

    @Test
    void nothingRemoved_isSeenByNone() throws Exception {
        assertSeenWhere(0, replayedWithTheChange(), step -> false);
    }
}
