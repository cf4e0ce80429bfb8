package kmemcg.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What comes with kmemcg: four recordings of Debian kernels, and the script that makes such recordings. */
public final class Samples {
    /** cgroup v1; frees after three reparentings on 4 CPUs; a cache destroyed; charges refused at a limit. */
    private static final List<String> RECORDINGS = List.of(
            "6.1.0-56-cloud-amd64/S1-v1",
            "6.1.0-56-cloud-amd64/S3",
            "6.1.0-56-cloud-amd64/S7",
            "6.12.117+deb12-cloud-amd64/S4");

    private Samples() {}

    /** The directories of the recordings, to be read like any other. */
    public static List<Path> recordings() {
        return RECORDINGS.stream().map(name -> directory("recordings/" + name)).toList();
    }

    /** The text of the recorder script. */
    public static String recorder() {
        try (InputStream script = resource("record.sh").openStream()) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A resource is a file, or lies in the jar, which then is opened as a file system. */
    private static Path directory(String name) {
        try {
            URI uri = resource(name + "/meta.json").toURI();
            if (uri.getScheme().equals("jar")) {
                openJar(uri);
            }
            return Path.of(uri).resolveSibling("");
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("cannot open " + name, e);
        }
    }

    private static void openJar(URI uri) throws IOException {
        try {
            FileSystems.getFileSystem(uri);
        } catch (FileSystemNotFoundException e) {
            FileSystems.newFileSystem(uri, Map.of());
        }
    }

    private static URL resource(String name) {
        URL found = Samples.class.getResource(name);
        if (found == null) {
            throw new IllegalStateException("not in this build: " + name);
        }
        return found;
    }
}
