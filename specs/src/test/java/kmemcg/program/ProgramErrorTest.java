package kmemcg.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import kmemcg.input.InputError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in a program's text are told with place and remedy. */
class ProgramErrorTest {
    private static final String WORLD = """
            design objcg
            world P < root, C < P, cache dentry 192 account, cpus 2
            """;

    private static String messageOf(String text) {
        InputError error = catchThrowableOfType(InputError.class, () -> ProgramParser.parse("race.txt", text));
        assertThat(error).as(text).isNotNull();
        return String.valueOf(error.getMessage());
    }

    @Test
    void unknownVerb_isShownWithCaretAndTheNearestVerb() {
        assertThat(messageOf(WORLD + "T1 cpu0 in C: o = alocc dentry")).isEqualToNormalizingNewlines("""
                        expected an operation, found 'alocc'
                          at:   race.txt:3:19
                                T1 cpu0 in C: o = alocc dentry
                                                  ^
                          mend: write alloc""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            T1 cpu0: usage X               | there is no group X                       | 3:16
            T1 cpu0 in X: usage P          | there is no group X                       | 3:12
            T1 cpu0: o = alloc dentri      | there is no cache dentri                  | 3:20
            T1 cpu0: free o                | there is no object o                      | 3:15
            T1 cpu0: free o ; o = alloc dentry | the object o is used before it is there | 3:15
            T1 cpu0: attach D ; mkdir D P  | the group D is used before it is there    | 3:17
            T1 cpu0: mkdir C root          | the group C is defined twice              | 3:16
            T1 cpu0: mkdir root P          | the group root is defined twice           | 3:16
            T1 cpu0: create_cache dentry 8 | the cache dentry is defined twice         | 3:23
            T1 cpu0: o = alloc dentry ; o = alloc dentry | the object o is defined twice | 3:29
            T1 cpu0: o = alloc dentry ; bulk_free o o | the object o is named twice in one operation | 3:41
            T2 cpu0: usage P               | threads are numbered T1, T2               | 3:1
            T1 cpu2: usage P               | there is no CPU 2                         | 3:4
            T1 cpu: usage P                | expected a CPU number, found ''           | 3:4
            T1 cpu-1: usage P              | a CPU number cannot be negative           | 3:4
            T1 core0: usage P              | expected a CPU such as cpu0, found 'core0' | 3:4
            T1 cpu0: cpu_offline 7         | there is no CPU 7                         | 3:22
            T1 cpu0: limit P -1            | a number of pages cannot be negative      | 3:18
            T1 cpu0: limit P 1000000001    | a number of pages must be from 0 to       | 3:18
            T1 cpu0: limit P 99999999999999999999 | a number of pages must be from 0 to | 3:18
            T1 cpu0: limit P few           | expected a number of pages, found 'few'   | 3:18
            T1 cpu0: limit P               | expected a number of pages, found the end | 3:17
            T1 cpu0: fault 0               | a count must be from 1                    | 3:16
            T1 cpu0: create_cache c 8193   | an object of 8193 bytes does not fit      | 3:25
            T1 cpu0: o = alloc dentry fast | expected a flag of alloc, found 'fast'    | 3:27
            T1 cpu0: o = alloc dentry lru lru | the flag lru is given twice            | 3:31
            T1 cpu0: alloc dentry          | the object that 'alloc' makes needs a name | 3:10
            T1 cpu0: u = usage P           | 'usage' makes no object to be named       | 3:10
            T1 cpu0: usage P C             | expected ';' or the end of the line, found 'C' | 3:18
            T1 cpu0: usage P ;             | expected an operation, found the end of the line | 3:19
            T1 cpu0:                       | expected an operation, found the end of the line | 3:9
            T1 cpu0 usage P                | expected ':', found 'usage'               | 3:9
            T1 cpu0: usage 7up             | expected a group, found '7up'             | 3:16
            T1 cpu0: usage P!              | a character that no program has: '!'      | 3:17
            T1 cpu0: usage P é             | a character that no program has: '?'      | 3:18
            world D < root limit           | expected a number of pages, found the end | 3:21
            world D < X                    | there is no group X                       | 3:11
            world C < root                 | the group C is defined twice              | 3:7
            world cpus 2                   | 'cpus' is given twice                     | 3:7
            world page 0                   | a number of bytes must be from 1          | 3:12
            world retries 1 batch 2        | expected the end of the line, found 'batch' | 3:17
            world cache c                  | expected a number of bytes, found the end | 3:14
            world cache c 8 fast           | expected a trait of a cache or a comma, found 'fast' | 3:17
            world cache c 8 account account | the trait account is given twice         | 3:25
            world 4 pages                  | expected a group, a cache or a size       | 3:7
            wrold cpus 2                   | expected the beginning of a line, found 'wrold' | 3:1
            design objcg                   | a second design line                      | 3:1
            finally usage X == 0           | there is no group X                       | 3:15
            finally usage P = 0            | expected '==', found '='                  | 3:17
            finally P == 0                 | expected 'usage', found 'P'               | 3:9
            """)
    void mistakeInOneLine_isToldWithItsPlace(String line, String what, String where) {
        assertThat(messageOf(WORLD + line).lines().toList())
                .satisfies(lines -> assertThat(lines.get(0)).startsWith(what))
                .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("  at:   race.txt:" + where))
                .satisfies(lines -> assertThat(lines.get(4)).startsWith("  mend: "));
    }

    @Test
    void linesOutOfOrder_areRefused() {
        assertThat(messageOf(WORLD + "T1 cpu0: usage P\nbefore cpu0: usage P"))
                .contains("'before' comes too late", "race.txt:4:1");
        assertThat(messageOf("world cpus 2\ndesign objcg")).contains("expected a design line", "race.txt:1:1");
    }

    @Test
    void noProgram_isInputError() {
        assertThat(messageOf("")).contains("a design line is missing", "race.txt:1:1");
        assertThat(messageOf("# nothing\n\n")).contains("a design line is missing");
    }

    @Test
    void unreadableBytes_areInputErrors(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() ->
                        ProgramParser.parse("latin1", "design objcg\n# \u00e9".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("not UTF-8")
                .hasMessageContaining("latin1:2: byte 16");
        Path big = Files.write(folder.resolve("big"), new byte[70_000]);
        assertThatThrownBy(() -> ProgramParser.read(big, Map.of()))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("too big")
                .hasMessageContaining("at most 65536 bytes");
        assertThatThrownBy(() -> ProgramParser.read(folder.resolve("absent"), Map.of()))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> ProgramParser.read(folder, Map.of())).isInstanceOf(InputError.class);
    }

    @Test
    void tooManyOperations_areInputError() {
        String text = WORLD + "before cpu0: settle" + ";settle".repeat(1_000);
        assertThat(messageOf(text)).startsWith("1001 operations; a program has at most 1000");
        assertThat(ProgramParser.parse("just", WORLD + "before cpu0: settle" + ";settle".repeat(999))
                        .size())
                .isEqualTo(1_000);
    }

    @Test
    void longLine_isShownAroundTheMistakeWithoutControlCharacters() {
        String message = messageOf(WORLD + "T1 cpu0: settle" + ";settle".repeat(99) + ";\u001b[31m");
        assertThat(message).doesNotContain("\u001b");
        List<String> lines = message.lines().toList();
        assertThat(lines.get(2)).endsWith("settle;settle;?[31m").hasSize(128);
        assertThat(lines.get(2).charAt(lines.get(3).length() - 1)).isEqualTo('?');
    }

    @Test
    void unknownDesignOrForeignVerb_isInputErrorIfVocabulariesAreKnown(@TempDir Path folder) throws Exception {
        Map<String, Vocabulary> known = Map.of(
                "objcg",
                new Vocabulary(Set.of(Verb.ALLOC, Verb.FREE), Set.of(AllocFlag.ATOMIC), Set.of(CacheFlag.ACCOUNT)));
        Path file = folder.resolve("p");
        Files.writeString(file, "design objkg");
        assertThatThrownBy(() -> ProgramParser.read(file, known))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("expected a design, found 'objkg'")
                .hasMessageContaining("mend: write objcg");
        Files.writeString(file, WORLD + "T1 cpu0: o = alloc dentry ; usage P");
        assertThatThrownBy(() -> ProgramParser.read(file, known))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("the design objcg has no usage")
                .hasMessageContaining("p:3:29")
                .hasMessageContaining("it has: alloc, free");
        Files.writeString(file, WORLD + "T1 cpu0: o = alloc dentry lru");
        assertThatThrownBy(() -> ProgramParser.read(file, known))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("the design objcg has no lru")
                .hasMessageContaining("it has: atomic");
    }
}
