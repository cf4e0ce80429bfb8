package kmemcg.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kmemcg.design.KmemDesign;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.KernelObject;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.machine.jvm.JvmTask;
import kmemcg.program.Program.Phase;
import kmemcg.program.ProgramRun.Unmet;
import org.junit.jupiter.api.Test;

/** What each operation answers, and that names neither keep a group alive nor touch one that is gone. */
class ProgramRunTest {
    private static final String WORLD = """
            design objcg
            world P < root, C < P limit 1, cache dentry 2040 account, cache inode 2040 account, cpus 2
            """;

    private JvmMachine machine = JvmMachine.sequential(1);

    /** Runs the segments one after the other; each answer in order. */
    private List<String> answers(String lines) {
        List<String> answers = new ArrayList<>();
        ProgramRun run = run(WORLD + lines.replace(" / ", "\n"), answers);
        assertThat(machine.findings()).isEmpty();
        assertThat(unmet(run)).isEmpty();
        return answers;
    }

    private ProgramRun run(String text, List<String> answers) {
        Program program = ProgramParser.parse("test", text);
        machine = JvmMachine.sequential(program.world().cpus());
        KmemDesign design = new ObjcgDesign(machine, program.world().geometry());
        ProgramRun run = ProgramRun.prepare(machine, design, new Immediate(), program);
        for (Phase phase : Phase.values()) {
            for (int index = 0; index < program.segments(phase).size(); index++) {
                runSegment(run, phase, index, program.segments(phase).get(index), answers);
            }
        }
        Task last = machine.task("last", 0);
        machine.run(last, () -> run.quiesce(last));
        return run;
    }

    private void runSegment(ProgramRun run, Phase phase, int index, Segment segment, List<String> answers) {
        Task task = machine.task(phase.label(index, 1), segment.cpu());
        for (Operation operation : segment.operations()) {
            machine.run(
                    task,
                    () -> answers.add(
                            run.run(task, run.process(phase, index), operation).toString()));
        }
    }

    private List<Unmet> unmet(ProgramRun run) {
        List<Unmet> unmet = new ArrayList<>();
        Task task = machine.task("check", 0);
        machine.run(task, () -> unmet.addAll(run.unmet(task)));
        return unmet;
    }

    private final class Immediate implements Deferred {
        @Override
        public void settle(Task task) {
            boolean more = true;
            while (more) {
                more = machine.runOneDeferred();
            }
        }

        @Override
        public void failAllocation(Task task, int nth) {
            ((JvmTask) task).failAllocation(nth);
        }

        @Override
        public void vacate(Task task, int cpu) {
            settle(task);
        }
    }

    @Test
    void objects_areAllocatedListedAndFreed() {
        assertThat(answers(
                        "before cpu0 in P: o = alloc dentry lru ; lru_add o ; lru_add o ; lru_del o ; free o ; free o"))
                .containsExactly("ok", "ok", "no", "ok", "ok", "no");
        assertThat(answers("before cpu0 in P: o = alloc dentry ; p = alloc dentry ; free o ; bulk_free o p"))
                .containsExactly("ok", "ok", "ok", "1");
    }

    @Test
    void limit_failsAllocationsAboveIt() {
        assertThat(
                        answers(
                                "before cpu0 in C: a = alloc dentry ; b = alloc dentry ; c = alloc dentry ; d = alloc dentry nofail"))
                .containsExactly("ok", "ok", "ENOMEM", "ok");
        assertThat(answers("before cpu0 in P: a = alloc dentry ; limit P 0 ; usage P"))
                .containsExactly("ok", "EBUSY", "1");
    }

    @Test
    void fault_failsTheAllocationItNames() {
        assertThat(answers("before cpu0 in P: fault 1 ; o = alloc dentry ; p = alloc dentry"))
                .containsExactly("ok", "ENOMEM", "ok");
        assertThat(answers("before cpu0: fault 1 ; mkdir D P ; usage D")).containsExactly("ok", "no", "skipped");
        assertThat(answers("before cpu0: fault 1 ; create_cache c 64 nomerge ; o = alloc c"))
                .containsExactly("ok", "ENOMEM", "skipped");
    }

    @Test
    void removedGroup_isSkippedAndFreed() {
        assertThat(answers(
                        "before cpu0 in C: o = alloc dentry / before cpu1: offline C ; usage C ; attach C ; offline C"
                                + " / after cpu0 in C: p = alloc dentry ; bulk_free o p / finally usage P == 0"))
                .containsExactly("ok", "ok", "skipped", "skipped", "skipped", "ok", "2");
        assertThat(liveGroups()).containsExactlyInAnyOrder("memcg root", "memcg P");
    }

    private List<String> liveGroups() {
        return machine.liveObjects().stream()
                .map(KernelObject::name)
                .filter(name -> name.startsWith("memcg ") && name.indexOf('.') < 0)
                .toList();
    }

    @Test
    void rmdir_returnsBeforeTheGroupIsOffline() {
        assertThat(answers("before cpu0: rmdir C ; settle ; rmdir P ; drain root ; shrink root"))
                .containsExactly("ok", "ok", "ok", "ok", "0");
        assertThat(liveGroups()).containsExactly("memcg root");
    }

    @Test
    void groupWithAChild_isBusyAndKeepsItsName() {
        assertThat(answers("T1 cpu0: mkdir D C ; usage D / T2 cpu0: offline C ; usage C ; mkdir E C"))
                .containsExactly("ok", "0", "EBUSY", "0", "ok");
    }

    @Test
    void madeGroupAndCache_areUsedByTheirNames() {
        assertThat(answers(
                        "before cpu0: mkdir D P ; attach D ; create_cache c 4088 account ; o = alloc c ; usage D ; usage P"
                                + " / after cpu1: free o ; destroy_cache c ; q = alloc c / finally usage P == 0"))
                .containsExactly("ok", "ok", "ok", "ok", "2", "2", "ok", "ok", "skipped");
    }

    @Test
    void destroyedCacheWithObjects_isBusy() {
        assertThat(answers("before cpu0: create_cache c 64 nomerge ; o = alloc c ; destroy_cache c ; free o"))
                .containsExactly("ok", "ok", "EBUSY", "ok");
    }

    @Test
    void cpuOffline_emptiesItsStocks() {
        assertThat(answers("before cpu1 in P: o = alloc dentry ; free o / after cpu0: cpu_offline 1 ; usage root"
                        + " / finally usage P == 0"))
                .containsExactly("ok", "ok", "ok", "1");
    }

    @Test
    void shrink_freesWhatIsListed() {
        assertThat(
                        answers(
                                "before cpu0 in P: o = alloc dentry lru ; lru_add o ; shrink P ; free o / finally usage P == 0"))
                .containsExactly("ok", "ok", "1", "no");
    }

    @Test
    void unmetExpectation_tellsTheUsageFound() {
        ProgramRun run = run(
                WORLD + "T1 cpu0 in P: o = alloc dentry\nfinally usage P == 0\nfinally usage P == 1",
                new ArrayList<>());
        assertThat(unmet(run)).extracting(Unmet::toString).containsExactly("expected usage P == 0, found 1");
    }

    /** 200 rounds on two Java threads; a use that did not pin the group would meet a freed one within a few. */
    @Test
    void useAndRemovalAtTheSameTime_neverMeetInAFreedGroup() throws Exception {
        String text = WORLD + "T1 cpu0: usage C ; drain C ; attach C ; usage C\nT2 cpu1: offline C ; settle";
        Program program = ProgramParser.parse("race", text);
        for (int round = 0; round < 200; round++) {
            machine = JvmMachine.parallel(2);
            KmemDesign design = new ObjcgDesign(machine, program.world().geometry());
            ProgramRun run = ProgramRun.prepare(machine, design, new Immediate(), program);
            List<Thread> threads = List.of(thread(run, program, 0), thread(run, program, 1));
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            Task last = machine.task("last", 0);
            machine.run(last, () -> run.quiesce(last));
            assertThat(machine.findings()).isEmpty();
            assertThat(liveGroups()).containsExactlyInAnyOrder("memcg root", "memcg P");
        }
    }

    private Thread thread(ProgramRun run, Program program, int index) {
        return new Thread(
                () -> runSegment(run, Phase.THREADS, index, program.threads().get(index), new ArrayList<>()));
    }
}
