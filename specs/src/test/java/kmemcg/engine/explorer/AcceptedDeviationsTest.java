package kmemcg.engine.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import kmemcg.explore.Execution;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import org.junit.jupiter.api.Test;

/** What the kernel accepts: each of these really happens, in some execution, and in none of all is it called a violation. */
final class AcceptedDeviationsTest {
    /** An item leaves a list whose group is being removed: between the switch of the id and the move of the list. */
    @Test
    void itemCount_isNegativeInsideTheWindow() {
        Program program = program("""
                world   C < root, cache dentry 192 account, cpus 2
                before  cpu0 in C: o = alloc dentry lru ; lru_add o ; attach root
                T1      cpu0:      rmdir C
                T2      cpu1:      lru_del o
                """);
        assertThat(explored(program).steps()).contains("list_lru root.nr_items -> -1");
        explored(program).assertHolds();
    }

    /** Who finds somebody else draining goes away, and its stock is still there when it looks. */
    @Test
    void drainingAllStocks_isBestEffort() {
        Program program = program("""
                world   C < root, cache dentry 192 account, cpus 2
                before  cpu0 in C: o = alloc dentry ; free o
                T1      cpu0:      drain C
                T2      cpu1:      drain C ; usage C
                """);
        assertThat(answers(program, 1)).containsOnlyKeys("ok, 0", "ok, 2");
        explored(program).assertHolds();
    }

    /** What is too much is added before it is found to be too much, and taken back; meanwhile even what fits is refused. */
    @Test
    void charge_mayFailBesideAnotherThatDoes() {
        Program program = program("""
                world   C < root, cache dentry 192 account, cache big 4096 account, cpus 2
                before  cpu0 in C: limit C 1 ; attach root
                T1      cpu0 in C: x = alloc big
                T2      cpu1 in C: y = alloc dentry
                """);
        assertThat(answers(program, 0)).containsOnlyKeys("ENOMEM");
        assertThat(answers(program, 1)).containsOnlyKeys("ENOMEM", "ok");
        explored(program).assertHolds();
    }

    /** An object that outlives its group is taken from the parent's counter and those above, not from the group's own. */
    @Test
    void counterOfARemovedGroup_isLeftAsItIs() {
        Program program = program("""
                world   P < root, C < P, cache dentry 4096 account, cpus 2
                before  cpu0 in C: o = alloc dentry ; attach root
                T1      cpu0:      rmdir C ; settle ; free o ; drain P
                """);
        assertThat(ends(program, AcceptedDeviationsTest::leavesTheCounterOfCAlone))
                .isPositive();
        explored(program).assertHolds();
    }

    private static boolean leavesTheCounterOfCAlone(List<String> steps) {
        return steps.contains("memcg P.memory.usage 2 -> 0")
                && steps.contains("frees memcg C")
                && steps.stream().noneMatch(step -> step.startsWith("memcg C.memory.usage "));
    }

    /** How many executions end so. */
    private static int ends(Program program, Predicate<List<String>> so) {
        AtomicInteger count = new AtomicInteger();
        explored(program).each(execution -> count.addAndGet(so.test(Explored.texts(execution)) ? 1 : 0));
        return count.get();
    }

    private static Program program(String text) {
        return ProgramParser.parse("deviation", "design objcg\n" + text);
    }

    /** What the operations of a thread answer, and in how many executions. */
    private static Map<String, Integer> answers(Program program, int thread) {
        Map<String, Integer> answers = new HashMap<>();
        explored(program).each(execution -> answers.merge(answer(execution, thread), 1, Integer::sum));
        return answers;
    }

    private static String answer(Execution execution, int thread) {
        List<String> texts = new ArrayList<>();
        for (Object answered : (List<?>) Objects.requireNonNull(execution.result(thread))) {
            texts.add(((Answered) answered).result().text());
        }
        return String.join(", ", texts);
    }

    private static Explored explored(Program program) {
        return new Explored(Small.DESIGN, program);
    }
}
