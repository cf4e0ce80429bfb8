package kmemcg.report.html;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window, if the machine has one. */
record Browser(Path program, Path folder) {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** The one on the path; without any the test is skipped. */
    static Browser orSkip(Path folder) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Browser(program, folder))
                .orElseGet(() -> abort("no browser is here: apt-get install chromium"));
    }

    /** The page as it is once its script has run; the address may have a fragment. */
    String open(String name, String fragment) throws IOException, InterruptedException {
        Path dom = folder.resolve("dom.html");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=3000",
                        "--dump-dom",
                        folder.resolve(name).toUri() + fragment)
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return abort("the browser does not answer");
        }
        return Files.readString(dom);
    }
}
