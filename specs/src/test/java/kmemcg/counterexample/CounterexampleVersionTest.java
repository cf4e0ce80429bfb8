package kmemcg.counterexample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kmemcg.input.InputError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of every version that ever was are read, and none is of a higher version than it needs. */
class CounterexampleVersionTest {
    /** As kmemcg wrote them, but for what was looked at. */
    private static final String OF_VERSION_1 = """
            kmemcg counterexample 1

            design   objcg
            %sengine   lincheck
            seed     42
            repeat   kmemcg replay x.txt

            broken   NO_ACCESS_AFTER_FREE
            promise  nothing freed is touched or pointed to; no reference count rises from zero
            kind     use after free
            message  T1 reads css of C

            program
              design  objcg
              world   P < root, C < P, cache dentry 192 account, cpus 2
              T1      cpu0 in C: o = alloc dentry ; free o
              T2      cpu1:      offline C
              finally usage P == 0

            steps
               1  T1 o = alloc dentry -> ok
               2  T2 offline C -> ok

            end
            """;

    @ParameterizedTest
    @CsvSource({",objcg", "stock-lock-recursion,stock-lock-recursion", "lazy-drain,lazy-drain"})
    void version1_isRead_andStaysVersion1(String bug, String subject) {
        String text = OF_VERSION_1.formatted(bug == null ? "" : "bug      " + bug + "\n");
        Counterexample read = CounterexampleReader.parse("x", text);
        assertThat(read.bug()).isEqualTo(bug);
        assertThat(read.own()).isNull();
        assertThat(read.design()).isEqualTo("objcg");
        assertThat(read.subject()).isEqualTo(subject);
        assertThat(read.seed()).isEqualTo(42);
        assertThat(read.violation().program()).isEqualTo(Samples.program());
        assertThat(read.violation().findings()).containsExactly(Samples.useAfterFree());
        assertThat(read.violation().steps()).hasSize(2);
        assertThat(CounterexampleWriter.write(read))
                .isEqualTo(text.replace("replay x.txt", "replay %s-lincheck.txt".formatted(subject)));
    }

    @Test
    void ownDesign_isNamedAsDesign() {
        Counterexample own = new Counterexample(
                "lazy-drain", null, "lincheck", 42, Samples.ofBug().violation());
        String text = CounterexampleWriter.write(own);
        assertThat(text)
                .startsWith("kmemcg counterexample 2\n\ndesign   lazy-drain\nengine   lincheck\n")
                .contains("repeat   kmemcg replay lazy-drain-lincheck.txt\n")
                .contains("\n  design  objcg\n");
        assertThat(CounterexampleReader.parse("x", text)).isEqualTo(own);
    }

    @Test
    void version2_needNotBeOfAnOwnDesign() {
        String text = CounterexampleWriter.write(Samples.ofBug()).replace("counterexample 1", "counterexample 2");
        assertThat(CounterexampleReader.parse("x", text)).isEqualTo(Samples.ofBug());
    }

    /** A bug is one of the program's design, and version 1 knew no designs of a user's own. */
    @ParameterizedTest
    @CsvSource({"1,''", "1,'bug      stock-lock-recursion\n'", "2,'bug      stock-lock-recursion\n'"})
    void designOtherThanTheProgram_isRefusedElsewhere(int version, String bug) {
        String text = OF_VERSION_1
                .formatted(bug)
                .replace("counterexample 1", "counterexample " + version)
                .replace("design   objcg", "design   lazy-drain");
        assertThatThrownBy(() -> CounterexampleReader.parse("x", text))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("x:3:10")
                .hasMessageContaining("for the design objcg");
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "01", "1.0", "''", "2 2", "99999999999"})
    void otherVersion_isRefused(String version) {
        String text = OF_VERSION_1.formatted("").replace("counterexample 1", "counterexample " + version);
        assertThatThrownBy(() -> CounterexampleReader.parse("x", text))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("x:1:");
    }
}
