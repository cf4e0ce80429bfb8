package kmemcg.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kmemcg.campaign.Repetition.Kind;
import kmemcg.design.Catalogue;
import kmemcg.design.objcg.ObjCgroup;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.engine.Engines;
import kmemcg.engine.Subject;
import kmemcg.engine.explorer.ExplorerEngine;
import kmemcg.input.InputError;
import kmemcg.machine.Machine;
import kmemcg.machine.Task;
import kmemcg.memcg.Geometry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnDesignTest {
    @TempDir
    private Path folder;

    /** A change as somebody might try it: why hurry with the stock of a CPU that is gone? */
    public static final class LeaveDeadStock extends ObjcgDesign {
        public LeaveDeadStock(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }

        @Override
        protected @Nullable ObjCgroup drainDeadObjStock(Task task, int cpu) {
            return null;
        }
    }

    /** The design as it is, under another name. */
    public static final class Unchanged extends ObjcgDesign {
        public Unchanged(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }
    }

    /** Nobody can boot it. */
    public abstract static class Unfinished extends ObjcgDesign {
        protected Unfinished(Machine machine) {
            super(machine, Geometry.SMALL);
        }
    }

    private Kmemcg briefly() {
        return new Kmemcg(Duration.ofSeconds(20), 1, "explorer", folder);
    }

    @Test
    void variant_hasTheWordsAndPromisesOfItsDesign() {
        Subject subject = OwnDesign.of(LeaveDeadStock.class).subject(Catalogue.designs());
        assertThat(subject.name()).isEqualTo("leave-dead-stock");
        assertThat(subject.design()).isEqualTo("objcg");
    }

    @Test
    void whatRepeatsIt_saysWhereItIs() {
        OwnDesign own = OwnDesign.of(LeaveDeadStock.class).from("a.jar:b");
        assertThat(Replay.command(Path.of("found.txt"), own.subject(Catalogue.designs())))
                .isEqualTo("kmemcg replay found.txt --classpath a.jar:b --design " + LeaveDeadStock.class.getName());
    }

    @Test
    void brokenVariant_isFoundToldAndRepeatable() {
        assertThatThrownBy(() -> briefly().check(LeaveDeadStock.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("LeaveDeadStock, explorer, seed 1: VIOLATED")
                .hasMessageContaining("cpu_offline")
                .hasMessageContaining("repeat it: kmemcg replay " + folder)
                .hasMessageContaining("--design kmemcg.campaign.OwnDesignTest$LeaveDeadStock");
        Path file = folder.resolve("leave-dead-stock-explorer.txt");
        assertThat(file).content().startsWith("kmemcg counterexample 2\n\ndesign   leave-dead-stock\nengine ");
        assertThat(replayedWith(List.of(), file))
                .satisfies(repetition -> assertThat(repetition.kind()).isEqualTo(Kind.STALE))
                .satisfies(repetition -> assertThat(repetition.detail()).contains("--classpath and --design"));
        assertThat(replayedWith(List.of(OwnDesign.of(LeaveDeadStock.class)), file)
                        .kind())
                .isEqualTo(Kind.STILL_FAILS);
    }

    /** As kmemcg wrote it before such designs had a name of their own. */
    @Test
    void fileOfVersion1_isRepeated() throws Exception {
        Path file = Files.writeString(folder.resolve("old.txt"), """
                kmemcg counterexample 1

                design   objcg
                bug      leave-dead-stock
                engine   explorer
                seed     1
                repeat   kmemcg replay leave-dead-stock-explorer.txt

                broken   REFERENCES
                promise  each reference count equals its holders; what nobody holds is freed
                kind     byte stock not drained
                message  objcg of memcg C

                program
                  design  objcg
                  world   C < root, cache dentry 1 account, cpus 2
                  before  cpu1 in C: o = alloc dentry
                  before  cpu0:      cpu_offline 1

                steps

                end
                """);
        assertThat(replayedWith(List.of(OwnDesign.of(LeaveDeadStock.class)), file)
                        .kind())
                .isEqualTo(Kind.STILL_FAILS);
        assertThat(replayedWith(List.of(OwnDesign.of(Unchanged.class)), file).kind())
                .isEqualTo(Kind.STALE);
    }

    private static Repetition replayedWith(List<OwnDesign> own, Path file) {
        Inventory inventory = Inventory.installed().and(own);
        return new Replay(inventory, Engines.of(new ExplorerEngine()), Fakes.NOBODY).of(file);
    }

    @Test
    void soundVariant_holds() {
        briefly().with("sequences").check(Unchanged.class);
        assertThat(folder.toFile().list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "no.such.Type,                                       there is no such class",
        "java.lang.String,                                   the class is no design",
        "kmemcg.campaign.OwnDesignTest$Unfinished,           the design cannot be booted",
        "kmemcg.design.objcg.bugs.StockLockRecursion,        there is a design or bug called stock-lock-recursion already",
    })
    void classThatCannotBeChecked_isWrongInput(String name, String complaint) {
        assertThatThrownBy(() -> Inventory.installed().and(List.of(OwnDesign.named(name))))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(complaint);
    }
}
