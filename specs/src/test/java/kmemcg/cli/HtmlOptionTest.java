package kmemcg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import kmemcg.campaign.Fakes;
import kmemcg.engine.Engine;
import kmemcg.machine.Invariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlOptionTest {
    private static final Engine VIOLATES = Fakes.always(Fakes.breaks("lincheck", Invariant.BOUNDS));

    @TempDir
    private Path folder = Path.of("");

    private Ran run(String... arguments) {
        return Ran.with(new Engine[] {VIOLATES}, arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "hunt"})
    void page_isWrittenBesideTheTable(String command) {
        Path page = folder.resolve("page.html");
        run(command, "--html", page.toString(), "--out", folder.toString());
        assertThat(page).content().contains("<h1>kmemcg " + command).contains("id=\"finding-1\"");
    }

    @Test
    void replay_showsItsFiles() {
        run("check", "--out", folder.toString());
        Path page = folder.resolve("page.html");
        String file = Stream.of(Objects.requireNonNull(folder.toFile().list()))
                .filter(name -> name.endsWith(".txt"))
                .findFirst()
                .orElseThrow();
        Ran ran = run("replay", folder.resolve(file).toString(), "no-such.txt", "--html", page.toString());
        assertThat(page)
                .content()
                .contains("1 of 2 counterexamples still failing")
                .contains("unreadable");
        assertThat(ran.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "hunt", "replay"})
    void pageThatCannotBeWritten_isWrongInput(String command) {
        Path page = folder.resolve("no").resolve("page.html");
        String[] arguments = command.equals("replay")
                ? new String[] {command, "a.txt", "--html", page.toString()}
                : new String[] {command, "--html", page.toString()};
        Ran ran = run(arguments);
        assertThat(ran.err()).contains("the file cannot be written");
        assertThat(ran.code()).isEqualTo(2);
    }
}
