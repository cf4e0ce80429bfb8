package kmemcg.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One run of JCStress over some races, in a JVM of its own and a folder of its own. In few configurations and with few
 * iterations: JCStress is made for hours, this is made for minutes.
 */
final class RaceRun {
    private static final long PERIOD_MS = 50;

    private final String subject;
    private final Set<String> races;
    private final int milliseconds;
    private final BooleanSupplier isOver;

    /**
     * @param subject the historical bug to run on, or the design
     * @param races the names of the races to run
     * @param milliseconds sampling time for each race and configuration
     * @param isOver when to give up; asked now and then
     */
    RaceRun(String subject, Set<String> races, int milliseconds, BooleanSupplier isOver) {
        this.subject = subject;
        this.races = races;
        this.milliseconds = milliseconds;
        this.isOver = isOver;
    }

    /** The results of the races that ran; empty if the time was up before JCStress had finished. */
    Optional<List<RaceResult>> results() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("kmemcg-races");
        try {
            Process jcstress = new ProcessBuilder(command())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.txt").toFile())
                    .start();
            while (!jcstress.waitFor(PERIOD_MS, TimeUnit.MILLISECONDS)) {
                if (isOver.getAsBoolean()) {
                    jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
                    jcstress.destroyForcibly().waitFor();
                    return Optional.empty();
                }
            }
            return Optional.of(RaceResults.in(folder));
        } finally {
            delete(folder);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main"));
        command.addAll(List.of("-t", String.join("|", races), "-m", "quick", "-sc", "false"));
        command.addAll(List.of("-f", "1", "-fsm", "1", "-iters", "1", "-time", Integer.toString(milliseconds)));
        command.addAll(List.of("-jvmArgs", "-Xmx512m -D%s=%s".formatted(RaceSubject.PROPERTY, subject)));
        return command;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
