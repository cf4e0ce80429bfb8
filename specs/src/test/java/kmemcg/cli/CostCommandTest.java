package kmemcg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import kmemcg.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostCommandTest {
    private static Ran run(String... arguments) {
        return Ran.with(new Engine[0], arguments);
    }

    @Test
    void tables_tellWhatIsAsked() {
        Ran ran = run("cost", "objcg", "--up-to", "200");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("design  groups  list entries walked  exponent  grace periods waited for")
                .containsPattern("objcg +200 +400 +1.00 +0 +0 +800")
                .contains("counter updates for both")
                .doesNotContain("slabinfo")
                .containsPattern("measured in [0-9.]+ s, with [0-9,]+ MB of memory at the most");
    }

    @Test
    void plot_isAPictureThatStandsAlone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("growth.svg");
        assertThat(run("cost", "--up-to", "100", "--svg", file.toString()).code())
                .isZero();
        String svg = Files.readString(file);
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(2);
        assertThat(svg).contains("objcg, exponent 1.00").contains("prefers-color-scheme: dark");
        assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http");
    }

    @Test
    void wrongInput_isAnsweredWithARemedy(@TempDir Path folder) {
        assertThat(run("cost", "nothing").err()).contains("there is no design nothing", "mend: take one of: objcg");
        assertThat(run("cost", "--up-to", "99").err()).contains("--up-to", "mend: write a number from 100 to 1000000");
        assertThat(run("cost", "--up-to", "many").code()).isEqualTo(2);
        Ran unwritable = run(
                "cost",
                "--up-to",
                "100",
                "--svg",
                folder.resolve("no/where.svg").toString());
        assertThat(unwritable.code()).isEqualTo(2);
        assertThat(unwritable.err())
                .contains("the file cannot be written", "mend: name a file in a folder that exists");
    }
}
