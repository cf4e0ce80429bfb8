package kmemcg.counterexample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kmemcg.input.InputError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterexampleFolderTest {
    @TempDir
    private Path temporary = Path.of("");

    @Test
    void savedTwice_isOneFileWithTheSameBytes() throws Exception {
        CounterexampleFolder folder = new CounterexampleFolder(temporary.resolve("a/b"));
        Path file = folder.save(Samples.ofBug());
        byte[] first = Files.readAllBytes(file);
        assertThat(folder.save(Samples.ofBug())).isEqualTo(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        try (Stream<Path> files = Files.list(temporary.resolve("a/b"))) {
            assertThat(files.map(Path::getFileName).map(Path::toString).toList())
                    .isEqualTo(List.of("objcg-charge-resurrects-css-lincheck.txt"));
        }
        assertThat(CounterexampleReader.read(file)).isEqualTo(Samples.ofBug());
    }

    @Test
    void fileInTheWay_isSaidBeforeTheSearch() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> new CounterexampleFolder(file.resolve("below")).requireWritable())
                .isInstanceOf(InputError.class)
                .hasMessageContaining("--out");
        new CounterexampleFolder(temporary.resolve("new/folder")).requireWritable();
        assertThat(temporary.resolve("new")).doesNotExist();
    }
}
