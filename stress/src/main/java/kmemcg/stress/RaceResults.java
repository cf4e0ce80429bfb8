package kmemcg.stress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.grading.TestGrading;

/** Reads the binary results that JCStress leaves behind: its exit code is 0 even when nothing ran. */
final class RaceResults {
    private RaceResults() {}

    /** The results in a folder where JCStress has run, one for each race that ran; none if it left none. */
    static List<RaceResult> in(Path folder) {
        InProcessCollector collected = new InProcessCollector();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path blob : files.filter(RaceResults::isBlob).toList()) {
                DiskReadCollector reader = new DiskReadCollector(blob.toString(), collected);
                reader.dump();
                reader.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("results of another JCStress", e);
        }
        return ReportUtils.mergedByName(collected.getTestResults()).stream()
                .map(RaceResults::of)
                .toList();
    }

    private static boolean isBlob(Path file) {
        return file.getFileName().toString().endsWith(".bin.gz");
    }

    private static RaceResult of(TestResult result) {
        TestGrading grading = result.grading();
        List<String> forbidden = new ArrayList<>(grading.failureMessages);
        for (GradingResult outcome : grading.gradingResults.values()) {
            if (outcome.expect == Expect.FORBIDDEN && outcome.count > 0) {
                forbidden.add(
                        "outcome %s seen %,d times: %s".formatted(outcome.id, outcome.count, outcome.description));
            }
        }
        if (result.status() != Status.NORMAL) {
            forbidden.add("JCStress says " + result.status());
        }
        boolean passed = grading.isPassed && result.status() == Status.NORMAL;
        return new RaceResult(result.getName(), passed, result.getTotalCount(), forbidden);
    }
}
