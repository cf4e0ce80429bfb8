package kmemcg.explore;

import static kmemcg.explore.SmallProgram.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import kmemcg.explore.SmallProgram.Box;
import kmemcg.machine.Invariant;
import kmemcg.machine.Ref;
import kmemcg.machine.SpinLock;
import kmemcg.machine.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What kills a kernel at once: memory misused, an oops, a failed assertion. Each in the smallest program that does it. */
@ParameterizedClass
@EnumSource(MemoryModel.class)
final class MemorySafetyTest {
    private final MemoryModel model;
    private final SmallProgram program;

    MemorySafetyTest(MemoryModel model) {
        this.model = model;
        this.program = new SmallProgram(model);
    }

    private Word word(String name) {
        return program.machine.word(name, 0);
    }

    @Test
    void accessNotOrderedBeforeFree_isUseAfterFree() {
        Box o = program.box("o");
        program.thread(task -> o.f.readOnce()).thread(task -> task.free(o)).explore();
        assertThat(program.trouble()).isEqualTo("use after free: T2 frees o, while T1 may still access o.f");
    }

    @Test
    void accessAfterOwnFree_isUseAfterFree() {
        Box o = program.box("o");
        program.thread(task -> {
                    task.free(o);
                    o.f.readOnce();
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("use after free: T1 accesses o.f, which is not sure to live");
        assertThat(program.steps().stream().map(Step::toString))
                .containsExactly("T1 frees o", "T1 use after free: accesses o.f, which is not sure to live");
    }

    @Test
    void accessOrderedBeforeFree_isSafe() {
        Box o = program.box("o");
        Word done = word("done");
        program.thread(task -> {
                    o.f.readOnce();
                    done.storeRelease(1);
                })
                .thread(task -> {
                    task.await(done, value -> value == 1);
                    task.free(o);
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(1);
    }

    @Test
    void freeAfterGracePeriod_isSafe() {
        Box o = program.box("o");
        Ref<Box> pointer = program.machine.ref("p", o);
        program.thread(task -> with(task.rcuReadLock(), () -> {
                    Box seen = pointer.rcuDereference();
                    if (seen != null) {
                        seen.f.readOnce();
                    }
                }))
                .thread(task -> {
                    pointer.rcuAssign(null);
                    program.machine.rcu().synchronize(task);
                    task.free(o);
                })
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(2);
    }

    @Test
    void freeInCallback_isSafeOnceUnhooked() {
        assertThat(freeInCallback(true)).isEqualTo("nothing");
        assertThat(freeInCallback(false)).startsWith("use after free: ").contains("o.f");
    }

    private String freeInCallback(boolean unhooks) {
        SmallProgram fresh = new SmallProgram(model);
        Box o = fresh.box("o");
        Ref<Box> pointer = fresh.machine.ref("p", o);
        return fresh.thread(task -> with(task.rcuReadLock(), () -> {
                    Box seen = pointer.rcuDereference();
                    if (seen != null) {
                        seen.f.readOnce();
                    }
                }))
                .thread(task -> {
                    if (unhooks) {
                        pointer.rcuAssign(null);
                    }
                    fresh.machine.rcu().call(task, "free o", later -> later.free(o));
                })
                .explore()
                .trouble();
    }

    @Test
    void twoFrees_areDoubleFree() {
        Box o = program.box("o");
        program.thread(task -> task.free(o)).thread(task -> task.free(o)).explore();
        assertThat(program.trouble()).isEqualTo("double free: T2 frees o again");
    }

    @Test
    void plainAccesses_race() {
        Word x = word("x");
        program.thread(task -> x.writePlain(1)).thread(task -> x.readPlain()).explore();
        assertThat(program.trouble()).isEqualTo("data race: T2 accesses x while T1 does, and one of them plainly");
    }

    @Test
    void plainReadAgainstMarkedWrite_races() {
        Word x = word("x");
        program.thread(task -> x.readPlain()).thread(task -> x.writeOnce(1)).explore();
        assertThat(program.trouble()).isEqualTo("data race: T2 accesses x while T1 does, and one of them plainly");
    }

    @Test
    void plainReads_doNotRace() {
        Word x = word("x");
        program.thread(task -> x.readPlain()).thread(task -> x.readPlain()).explore();
        assertThat(program.trouble()).isEqualTo("nothing");
    }

    @Test
    void plainAccessesUnderOneLock_doNotRace() {
        Word x = word("x");
        SpinLock lock = program.machine.spinLock("lock");
        program.thread(task -> with(lock.lock(task), () -> x.writePlain(x.readPlain() + 1)))
                .thread(task -> with(lock.lock(task), () -> x.writePlain(x.readPlain() + 1)))
                .explore();
        assertThat(program.trouble()).isEqualTo("nothing");
        assertThat(program.summary().complete()).isEqualTo(2);
    }

    @Test
    void plainAccessesUnderTwoLocks_race() {
        Word x = word("x");
        SpinLock one = program.machine.spinLock("one");
        SpinLock other = program.machine.spinLock("other");
        program.thread(task -> with(one.lock(task), () -> x.writePlain(1)))
                .thread(task -> with(other.lock(task), () -> x.writePlain(2)))
                .explore();
        assertThat(program.trouble()).isEqualTo("data race: T2 accesses x while T1 does, and one of them plainly");
    }

    @Test
    void nullDereference_isOops() {
        Ref<Box> pointer = program.machine.ref("p", program.box("o"));
        program.thread(task -> Objects.requireNonNull(pointer.readOnce()).f.readOnce())
                .thread(task -> pointer.writeOnce(null))
                .explore();
        assertThat(program.trouble()).startsWith("oops: T1: java.lang.NullPointerException");
        assertThat(program.steps().get(1)).hasToString("T1 p is null");
    }

    @Test
    void bugOn_endsTheExecution() {
        Word x = word("x");
        program.thread(task -> task.bug(x.readOnce() == 1, Invariant.BOUNDS, "x is one"))
                .thread(task -> x.writeOnce(1))
                .explore();
        assertThat(program.trouble()).isEqualTo("BUG_ON: T1: x is one");
        assertThat(program.steps().stream().map(Step::toString))
                .containsExactly("T2 x -> 1", "T1 x is 1", "T1 BUG_ON: x is one");
    }

    @Test
    void warnOn_isFound() {
        Word x = word("x");
        program.thread(task -> task.warn(x.readOnce() == 1, Invariant.BOUNDS, "x is one"))
                .thread(task -> x.writeOnce(1))
                .explore();
        assertThat(program.trouble()).isEqualTo("WARN_ON: T1: x is one");
    }
}
