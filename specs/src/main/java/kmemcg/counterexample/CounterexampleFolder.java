package kmemcg.counterexample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import kmemcg.input.InputError;

/** Where counterexamples are written: each is in its file entirely or not at all, even if the process is killed. */
public final class CounterexampleFolder {
    private final Path folder;

    /** The folder need not exist; it is made when there is something to write. */
    public CounterexampleFolder(Path folder) {
        this.folder = folder;
    }

    /** Says now, rather than after the search, that nothing could be written here. */
    public void requireWritable() {
        Path existing = folder.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw unwritable("no file can be written here");
        }
    }

    /** Writes a counterexample, over one that was found for the same subject by the same engine before. */
    public Path save(Counterexample counterexample) {
        Path file = folder.resolve(counterexample.fileName());
        try {
            Files.createDirectories(folder);
            replace(file, CounterexampleWriter.write(counterexample));
        } catch (IOException e) {
            throw unwritable("the counterexample %s cannot be written: %s".formatted(file.getFileName(), e));
        }
        return file;
    }

    private void replace(Path file, String text) throws IOException {
        Path partial = folder.resolve(
                ".%s.%d".formatted(file.getFileName(), ProcessHandle.current().pid()));
        partial.toFile().deleteOnExit();
        try {
            Files.writeString(partial, text, StandardCharsets.UTF_8);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private InputError unwritable(String what) {
        return new InputError(what, folder.toString(), "name another folder with --out");
    }
}
