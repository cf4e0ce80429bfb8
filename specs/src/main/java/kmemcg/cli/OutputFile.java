package kmemcg.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import kmemcg.input.InputError;
import org.jspecify.annotations.Nullable;

/** A file that the user asked for: whole, or as it was before. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Writes it as UTF-8, over what was there.
     *
     * @throws InputError if that cannot be done
     */
    static void write(Path file, String text) {
        Path partial = file.resolveSibling(
                ".%s.%d".formatted(file.getFileName(), ProcessHandle.current().pid()));
        try {
            try {
                Files.writeString(partial, text, StandardCharsets.UTF_8);
                Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw unwritable(file, e.getClass().getSimpleName());
        }
    }

    /**
     * Says before the work what would be said after it.
     *
     * @throws InputError if a file that is wanted certainly cannot be written
     */
    static void require(@Nullable Path file) {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (file != null && (folder == null || !Files.isWritable(folder) || Files.isDirectory(file))) {
            throw unwritable(file, Files.isDirectory(file) ? "it is a folder" : "there is no such folder to write to");
        }
    }

    private static InputError unwritable(Path file, String why) {
        return new InputError(
                "the file cannot be written: " + why,
                file.toString(),
                "name a file in a folder that exists and that you may write to");
    }
}
