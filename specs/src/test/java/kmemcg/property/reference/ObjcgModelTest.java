package kmemcg.property.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import kmemcg.program.Segment;
import org.junit.jupiter.api.Test;

/** Programs worked out by hand: pages of 4096 bytes, batches of 2 pages, each object charged 8 bytes more than its size. */
class ObjcgModelTest {
    private static final String WORLD = """
            design  objcg
            world   P < root, C < P, cache dentry 192 account, cache page 4088 account, cpus 2
            """;

    @Test
    void firstObject_chargesABatchAtEveryLevel() {
        Run run = run("before cpu0 in C: o = alloc dentry");
        assertThat(run.answers).containsExactly("ok");
        assertThat(run.accounts().usage()).isEqualTo(Map.of("root", 2L, "P", 2L, "C", 2L));
        assertThat(run.accounts().payers()).isEqualTo(Map.of("o", "C"));
    }

    @Test
    void freedAndDrained_leavesNoUsage() {
        Run run = run("before cpu0 in C: o = alloc dentry ; free o ; drain C ; usage C ; free o");
        assertThat(run.answers).containsExactly("ok", "ok", "ok", "0", "no");
    }

    @Test
    void freedOnAnotherCpu_leavesAWholePageWithItsOwner() {
        Run run =
                run("before cpu0 in C: o = alloc dentry", "before cpu1: free o ; drain C ; usage C ; settle ; usage C");
        assertThat(run.answers).containsExactly("ok", "ok", "ok", "2", "ok", "1");
    }

    @Test
    void remoteDrain_happensLater() {
        Run run = run("before cpu0 in C: o = alloc page", "before cpu1: drain C ; usage C ; settle ; usage C");
        assertThat(run.answers).containsExactly("ok", "ok", "2", "ok", "1");
    }

    @Test
    void offline_handsObjectsToTheParentAndFreesTheGroup() {
        Run run = run("before cpu0 in C: o = alloc page lru ; lru_add o ; attach root ; offline C ; settle ; usage P");
        assertThat(run.answers).containsExactly("ok", "ok", "ok", "ok", "ok", "1");
        assertThat(run.accounts().payers()).isEqualTo(Map.of("o", "P"));
        assertThat(run.accounts().lists()).isEqualTo(Map.of("o", "P"));
        assertThat(run.model.groups()).isEqualTo(Set.of("root", "P"));
    }

    @Test
    void processInRemovedGroup_chargesTheParentAndKeepsTheGroup() {
        Run run = run("before cpu0 in C: offline C ; o = alloc dentry ; settle ; usage C");
        assertThat(run.answers).containsExactly("ok", "ok", "ok", "skipped");
        assertThat(run.accounts().payers()).isEqualTo(Map.of("o", "P"));
        assertThat(run.model.groups()).isEqualTo(Set.of("root", "P", "C"));
    }

    @Test
    void fullParent_isReclaimedBeforeAChargeFails() {
        Run run = run(
                "before cpu0 in C: limit P 1 ; a = alloc page lru ; lru_add a ; b = alloc page ; c = alloc page ; free a");
        assertThat(run.answers).containsExactly("ok", "ok", "ok", "ok", "ENOMEM", "no");
        assertThat(run.accounts().objects()).isEqualTo(Set.of("b"));
    }

    @Test
    void atomicCharge_doesNotReclaim() {
        Run run = run("before cpu0 in C: limit P 1 ; a = alloc page lru ; lru_add a ; b = alloc page atomic");
        assertThat(run.answers).containsExactly("ok", "ok", "ok", "ENOMEM");
    }

    @Test
    void nofailCharge_passesTheLimit() {
        Run run = run("before cpu0 in C: limit P 0 ; a = alloc page nofail ; usage P ; limit P 0");
        assertThat(run.answers).containsExactly("ok", "ok", "1", "EBUSY");
    }

    @Test
    void failedVector_leavesTheObjectUncharged() {
        Run run = run("before cpu0 in C: fault 2 ; o = alloc dentry");
        assertThat(run.answers).containsExactly("ok", "ok");
        assertThat(run.accounts().objects()).isEqualTo(Set.of("o"));
        assertThat(run.accounts().payers()).isEmpty();
    }

    @Test
    void failedSlabPage_takesTheChargeBack() {
        Run run = run("before cpu0 in C: fault 1 ; o = alloc dentry ; drain C ; usage C");
        assertThat(run.answers).containsExactly("ok", "ENOMEM", "ok", "0");
    }

    @Test
    void deadCpu_isDrainedByAnother() {
        Run run = run("before cpu1 in C: o = alloc page", "before cpu0: cpu_offline 1 ; usage C");
        assertThat(run.answers).containsExactly("ok", "ok", "1");
    }

    @Test
    void equalCaches_areOne() {
        Run run = run(
                "before cpu0: create_cache twin 192 account ; destroy_cache dentry ; o = alloc twin ; destroy_cache twin"
                        + " ; destroy_cache twin");
        assertThat(run.answers).containsExactly("ok", "ok", "ok", "EBUSY", "skipped");
    }

    private static Run run(String... segments) {
        return new Run(ProgramParser.parse("test", WORLD + String.join("\n", segments) + "\n"));
    }

    private static final class Run {
        final ObjcgModel model;
        final List<String> answers = new ArrayList<>();

        Run(Program program) {
            model = new ObjcgModel(program);
            for (Segment segment : program.before()) {
                Actor actor = model.actor(segment.cpu(), segment.group());
                for (Operation operation : segment.operations()) {
                    answers.add(model.run(actor, operation).text());
                }
            }
        }

        Accounts accounts() {
            return model.accounts();
        }
    }
}
