package kmemcg.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A checkout with the real launcher, a Maven and a Java that only say what they were asked to do, and a PATH with nothing else
 * on it than the tools the launcher may use. So a launch takes milliseconds and cannot reach the real Maven or the network.
 */
final class FakeCheckout {
    /** What a launch left behind. */
    record Launch(int exitCode, String out, String err, long pid) {}

    /** What the fake Maven does when it succeeds: the folders and the class path file of a real build. */
    static final String BUILDS = """
            mkdir -p model/target/classes specs/target/classes stress/target/classes
            touch library.jar
            printf '%s' "$PWD/library.jar" >stress/target/runtime.classpath
            """;

    private static final List<String> TOOLS = List.of(
            "cat",
            "dirname",
            "find",
            "grep",
            "head",
            "ln",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "touch");
    private static final List<String> USUAL_PLACES = List.of("/usr/lib/jvm", "/opt/java", "/Library/Java");
    private static final Path LAUNCHER = Path.of("..", "kmemcg");

    private final Path base;
    private final Path root;
    private final Map<String, String> environment = new TreeMap<>();

    FakeCheckout(Path base) throws IOException {
        this.base = base;
        this.root = base.resolve("a checkout");
        for (String module : List.of("model", "specs", "stress")) {
            write(root.resolve(module).resolve("pom.xml"), "");
            write(root.resolve(module).resolve("src/main/java/A.java"), "");
        }
        write(root.resolve("pom.xml"), "");
        write(root.resolve(".mvn/run.args"), "");
        write(root.resolve(".mvn/run-jdk23.args"), "");
        sourcesAreOld();
        script(launcher(), launcherText());
        for (String tool : TOOLS) {
            script(bin().resolve(tool), "#!/bin/sh\nexec " + which(tool) + " \"$@\"\n");
        }
        environment.put("PATH", bin().toString());
        environment.put("HOME", base.resolve("home").toString());
        javaHome(base.resolve("java 17"), "17.0.15");
        environment.put("JAVA_HOME", base.resolve("java 17").toString());
        maven(BUILDS);
    }

    /** The real launcher, except that it looks for Java under {@link #usualPlace} and nowhere else on this machine. */
    private String launcherText() throws IOException {
        String text = Files.readString(LAUNCHER);
        for (String place : USUAL_PLACES) {
            if (!text.contains(place)) {
                throw new IllegalStateException("the launcher no longer looks for Java under " + place);
            }
            text = text.replace(place + "/", "'" + usualPlace() + "'/");
        }
        return text;
    }

    /** Times are set, not waited for: a tick of the file system's clock can be longer than a fake build. */
    private void sourcesAreOld() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2019-01-01T00:00:00Z")));
            }
        }
    }

    /** Puts the last good build between the sources as they were and whatever is changed from now on. */
    void lastBuildWasLongAgo() throws IOException {
        Path stamp = root.resolve("stress/target/launcher.stamp");
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }

    Path root() {
        return root;
    }

    Path launcher() {
        return root.resolve("kmemcg");
    }

    Path lock() {
        return root.resolve("stress/target/launcher.lock");
    }

    Path usualPlace() {
        return base.resolve("usual place");
    }

    private Path bin() {
        return base.resolve("bin");
    }

    void environment(String name, String value) {
        environment.put(name, value);
    }

    void withoutJavaHome() {
        environment.remove("JAVA_HOME");
    }

    /** A Java that prints its process and its arguments, one a line, and exits with 7. */
    void javaHome(Path home, String version) throws IOException {
        write(
                home.resolve("release"),
                "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\nJAVA_VERSION_DATE=\"2025\"\n");
        script(home.resolve("bin/java"), "#!/bin/sh\necho \"java $$\"\nprintf '[%s]\\n' \"$@\"\nexit 7\n");
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
    }

    void javaOnPath(Path home) throws IOException {
        link(bin().resolve("java"), home.resolve("bin/java"));
    }

    /** A Maven that notes each call and then does what the body says, in the checkout's root. */
    void maven(String body) throws IOException {
        script(bin().resolve("mvn"), "#!/bin/sh\necho \"$*\" >>'" + mavenCallsFile() + "'\n" + body);
    }

    void withoutCompiler() throws IOException {
        Files.delete(base.resolve("java 17/bin/javac"));
    }

    void withoutMaven() throws IOException {
        Files.delete(bin().resolve("mvn"));
    }

    private Path mavenCallsFile() {
        return base.resolve("mvn.calls");
    }

    List<String> mavenCalls() throws IOException {
        return Files.exists(mavenCallsFile()) ? Files.readAllLines(mavenCallsFile()) : List.of();
    }

    Launch launch(String... arguments) {
        return finish(start(base, launcher(), arguments));
    }

    /** Starts a launch and does not wait; its output goes to files of its own. */
    Running start(Path folder, Path launcher, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(base, "launch", ".out");
            Path err = Files.createTempFile(base, "launch", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A launch under way. */
    record Running(Process process, Path out, Path err) {}

    Launch finish(Running running) {
        try {
            int exitCode = running.process().waitFor();
            return new Launch(
                    exitCode,
                    Files.readString(running.out(), StandardCharsets.UTF_8),
                    Files.readString(running.err(), StandardCharsets.UTF_8),
                    running.process().pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            running.process().destroyForcibly();
            throw new IllegalStateException(e);
        }
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    static void link(Path link, Path target) throws IOException {
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, target);
    }

    private static void script(Path file, String text) throws IOException {
        write(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
    }

    private static Path which(String tool) {
        for (String folder : List.of("/usr/bin", "/bin")) {
            if (Files.exists(Path.of(folder, tool))) {
                return Path.of(folder, tool);
            }
        }
        throw new IllegalStateException("no " + tool + " in /usr/bin or /bin");
    }
}
