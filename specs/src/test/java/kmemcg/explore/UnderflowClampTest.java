package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import kmemcg.campaign.ReportText;
import kmemcg.machine.Birth;
import kmemcg.machine.Invariant;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Task;
import kmemcg.machine.Word;
import kmemcg.memcg.PageCounter;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a charge beside {@code page_counter_cancel} once that has gone below zero: five pages are charged while one is
 * uncharged that never was. The report is {@code reports/underflow-clamp-eats-charge.txt}.
 */
final class UnderflowClampTest {
    private static final class Group extends KernelObject {
        final List<Word> words = new ArrayList<>();
        final PageCounter counter;

        Group(Birth birth) {
            super(birth);
            counter = new PageCounter(
                    instead(Birth.class, birth, "word", word -> words.add((Word) word)), "memory", null);
        }

        /** That of the counter; its first word. */
        Word usage() {
            return words.get(0);
        }
    }

    private final SmallProgram program = new SmallProgram(MemoryModel.SC);
    private final Group group = group();

    private Group group() {
        Task setup = program.machine.task("setup", 0);
        Group[] made = new Group[1];
        program.machine.run(setup, () -> made[0] = setup.allocate("memcg root", Group::new));
        return made[0];
    }

    /** The same, but for what one of its methods returns, which is shown to somebody. */
    private static <T> T instead(Class<T> type, T real, String method, Consumer<Object> seen) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, given) -> {
            Object result = called.invoke(real, given);
            if (called.getName().equals(method)) {
                seen.accept(result);
            }
            return result;
        }));
    }

    /** A task for which a warning is no reason to stop; a kernel goes on after it. The counter asks it for nothing else. */
    private static Task goingOn() {
        return (Task) Proxy.newProxyInstance(
                Task.class.getClassLoader(), new Class<?>[] {Task.class}, (self, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("warn");
                    return null;
                });
    }

    private void cancel(Task task) {
        program.operation(task, "uncharge 1", () -> group.counter.cancel(goingOn(), 1));
    }

    private Set<Long> usages(Consumer<Task> uncharge, Consumer<Task> charge) {
        Set<Long> usages = new TreeSet<>();
        new Exploration(
                        program.machine,
                        List.of(thread("T1", uncharge), thread("T2", charge)),
                        execution -> usages.add(execution.value(group.usage())))
                .all();
        return usages;
    }

    private static ProgramThread thread(String name, Consumer<Task> body) {
        return new ProgramThread(name, 0, task -> {
            body.accept(task);
            return null;
        });
    }

    @Test
    void zeroStoredBlindly_losesTheChargeBesideIt() {
        PageCounter counter = group.counter;
        assertThat(usages(task -> counter.cancel(goingOn(), 1), task -> counter.charge(5)))
                .containsExactlyInAnyOrder(0L, 4L, 5L);
    }

    @Test
    void deficitGivenBack_losesNothingButTheFirstMistake() {
        Word usage = group.usage();
        Consumer<Task> uncharge = task -> {
            long now = usage.addReturn(-1);
            if (now < 0) {
                usage.addReturn(-now);
            }
        };
        assertThat(usages(uncharge, task -> usage.addReturn(5))).containsExactlyInAnyOrder(4L, 5L);
    }

    @Test
    void interleaving_isTheOneOfTheReport() throws Exception {
        program.thread(this::cancel).thread(task -> {
            program.operation(task, "charge 5", () -> group.counter.charge(5));
            program.operation(
                    task,
                    "usage",
                    () -> task.bug(group.counter.read() == 0, Invariant.CONSERVATION, "5 pages charged, usage is 0"));
        });
        assertThat(program.explore().lanes().compact())
                .isEqualTo(ReportText.lanes(Path.of("reports", "underflow-clamp-eats-charge.txt")));
    }
}
