package kmemcg.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Verb;
import kmemcg.memcg.Geometry;
import kmemcg.program.Program.Expectation;
import kmemcg.program.World.Cache;
import kmemcg.program.World.Group;
import org.junit.jupiter.api.Test;

/** What the text form looks like, and what may be left out or written in another way. */
class ProgramTextTest {
    private static final String RACE = """
            design  objcg
            world   P < root, C < P limit 4 pages, cache dentry 192 account, cpus 2
            before  cpu0 in C: o = alloc dentry ; lru_add o
            T1      cpu0 in C: p = alloc dentry lru ; free p
            T2      cpu1:      offline C
            after   cpu0:      drain root
            finally usage P == 0
            """;

    private static final Program RACE_AS_DATA = new Program(
            "objcg",
            new World(
                    List.of(new Group("P", "root"), new Group("C", "P", 4L)),
                    List.of(new Cache("dentry", 192, CacheFlag.ACCOUNT)),
                    2,
                    Geometry.SMALL),
            List.of(new Segment(0, "C", Operation.alloc("o", "dentry"), Operation.of(Verb.LRU_ADD, "o"))),
            List.of(
                    new Segment(0, "C", Operation.alloc("p", "dentry", AllocFlag.LRU), Operation.of(Verb.FREE, "p")),
                    new Segment(1, "root", Operation.of(Verb.OFFLINE, "C"))),
            List.of(new Segment(0, "root", Operation.of(Verb.DRAIN, "root"))),
            List.of(new Expectation("P", 0)));

    @Test
    void canonicalText_readsAsItIsPrinted() {
        assertThat(ProgramParser.parse("race", RACE)).isEqualTo(RACE_AS_DATA);
        assertThat(ProgramPrinter.print(RACE_AS_DATA)).isEqualTo(RACE);
        assertThat(RACE_AS_DATA).hasToString(RACE);
    }

    @Test
    void freeText_meansTheSame() {
        String free = """
                # the smallest race of offline and free
                design objcg        # which design
                world P<root,C<P limit 04

                world cpus 2, cache dentry 0192 account
                before cpu00 in C:o=alloc dentry;lru_add o
                T1 cpu0 in C : p = alloc dentry lru;free p
                T2 cpu1 in root: offline C
                after cpu0: drain root
                finally usage P==0
                """;
        assertThat(ProgramParser.parse("free", free)).isEqualTo(RACE_AS_DATA);
    }

    @Test
    void lineEndsAndByteOrderMark_areNotPartOfTheProgram() {
        assertThat(ProgramParser.parse("crlf", RACE.replace("\n", "\r\n"))).isEqualTo(RACE_AS_DATA);
        assertThat(ProgramParser.parse("cr", RACE.replace('\n', '\r'))).isEqualTo(RACE_AS_DATA);
        assertThat(ProgramParser.parse("bom", "\uFEFF" + RACE)).isEqualTo(RACE_AS_DATA);
        assertThat(ProgramParser.parse("tabs", RACE.replace("  ", "\t"))).isEqualTo(RACE_AS_DATA);
        assertThat(ProgramParser.parse("no last newline", RACE.strip())).isEqualTo(RACE_AS_DATA);
    }

    @Test
    void everythingLeftOut_hasItsDefault() {
        Program least = ProgramParser.parse("least", "design objcg");
        assertThat(least.world()).isEqualTo(new World(List.of(), List.of(), 2, Geometry.SMALL));
        assertThat(least.size()).isZero();
        assertThat(least).hasToString("design  objcg\nworld   cpus 2\n");
    }

    @Test
    void sizesOfTheWorld_arePrintedWhereTheyDifferFromSmall() {
        Program program = ProgramParser.parse("kernel", "design objcg\nworld page 512, batch 64, retries 16, cpus 3");
        assertThat(program.world().geometry()).isEqualTo(new Geometry(512, 64, 16));
        assertThat(program).hasToString("design  objcg\nworld   cpus 3, page 512, batch 64, retries 16\n");
    }

    @Test
    void longWorld_continuesOnFurtherLines() {
        String name = "a_group_with_a_rather_long_name_";
        String text = "design objcg\nworld %1$s1 < root, %1$s2 < root, %1$s3 < root limit 1".formatted(name);
        Program program = ProgramParser.parse("long", text);
        assertThat(program.toString().lines())
                .containsExactly(
                        "design  objcg",
                        "world   %1$s1 < root, %1$s2 < root".formatted(name),
                        "world   %s3 < root limit 1 page, cpus 2".formatted(name));
        assertThat(ProgramParser.parse("again", program.toString())).isEqualTo(program);
    }

    @Test
    void flags_haveOneOrder() {
        Operation alloc = new Operation(Verb.ALLOC, List.of("dentry", "lru", "nofail", "account"), "o");
        assertThat(alloc).hasToString("o = alloc dentry account nofail lru");
        assertThat(alloc.allocFlags()).isEqualTo(Set.of(AllocFlag.ACCOUNT, AllocFlag.NOFAIL, AllocFlag.LRU));
        assertThat(Operation.of(Verb.CREATE_CACHE, "inode", "0640", "nomerge", "account"))
                .hasToString("create_cache inode 640 account nomerge");
    }

    @Test
    void everyVerb_isReadAndPrinted() {
        String text = """
                design  objcg
                world   P < root, C < P, cache dentry 192 account, cpus 3
                before  cpu0:      mkdir D P ; limit D 0 ; protect D 1 ; attach D ; usage D ; shrink D ; drain D ; rmdir D
                before  cpu1 in P: create_cache inode 1016 nomerge ; fault 1 ; i = alloc inode account ; free i
                before  cpu0:      p = page ; q = page noaccount ; charge q ; unmap p ; reclaim root 1
                before  cpu0:      a = alloc dentry lru ; b = alloc dentry ; lru_add a ; lru_del a ; bulk_free a b
                after   cpu0:      destroy_cache inode ; cpu_offline 2 ; offline C ; settle ; slabinfo ; register_shrinker
                """;
        Program program = ProgramParser.parse("verbs", text);
        assertThat(program).hasToString(text);
        assertThat(Step.of(program).stream()
                        .map(step -> step.operation().verb())
                        .distinct())
                .hasSize(25)
                .containsExactlyInAnyOrder(Verb.values());
    }
}
