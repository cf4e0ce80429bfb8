package kmemcg.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every recording in the shared folder beside the project, where there is one (or where kmemcg.shared says). */
class SharedRecordingsTest {
    private static final Path SHARED = Path.of(System.getProperty("kmemcg.shared", "../../shared"), "traces");

    @Test
    void everySharedRecording_holdsAndEveryReadingIsReproduced() throws IOException {
        assumeTrue(Files.isDirectory(SHARED), () -> "no recordings in " + SHARED.toAbsolutePath());
        List<Outcome> outcomes;
        try (Stream<Path> files = Files.walk(SHARED)) {
            outcomes = files.filter(file -> file.endsWith("meta.json"))
                    .sorted()
                    .map(file -> TraceCheck.run(file.resolveSibling("")))
                    .toList();
        }
        assertThat(outcomes).isNotEmpty().allSatisfy(outcome -> {
            assertThat(outcome.ledger().first()).as("%s", outcome.directory()).isNull();
            assertThat(outcome.matched()).isEqualTo(outcome.readings());
        });
        long readings = outcomes.stream().mapToLong(Outcome::readings).sum();
        System.out.printf("%d shared recordings, %d usage readings, all reproduced%n", outcomes.size(), readings);
    }
}
