package kmemcg.property.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.stream.IntStream;
import kmemcg.design.KmemDesign;
import kmemcg.design.Vocabulary;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.engine.JvmDeferred;
import kmemcg.machine.Task;
import kmemcg.machine.jvm.JvmMachine;
import kmemcg.memcg.Geometry;
import kmemcg.program.Operation;
import kmemcg.program.Program;
import kmemcg.program.Program.Phase;
import kmemcg.program.ProgramParser;
import kmemcg.program.ProgramRun;
import kmemcg.program.Result;
import kmemcg.program.Segment;
import kmemcg.program.generate.JqwikGenerator;
import kmemcg.property.History;
import kmemcg.property.Linearizability;
import kmemcg.property.promises.Promises;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract accepts what the design answers when it runs alone, and refuses answers that no kernel may give. */
class AccountingSpecTest {
    private static final String WORLD = """
            design objcg
            world P < root, C < P limit 1, cache page 4088 account, cache small 192 account, cpus 2
            """;

    /** 300 random sequential programs of seed 1, cut to the 64 calls that a history holds. */
    @Test
    void designAlone_keepsTheContract() {
        KmemDesign design = new ObjcgDesign(JvmMachine.sequential(1), Geometry.SMALL);
        for (Program program :
                JqwikGenerator.sequences("objcg", Vocabulary.of(design)).first(300, 1)) {
            List<Call> calls = answers(program);
            List<Call> most = calls.subList(0, Math.min(calls.size(), Long.SIZE));
            assertThat(blame(program, most)).as("seed 1: %s%n%s", program, most).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "o = alloc page ; p = alloc page | ok ok",
                "o = alloc small ; free o ; free o | ok ok ok",
                "o = alloc small lru ; lru_add o ; shrink C | ok ok 0",
                "o = alloc small ; lru_add o | ok ok",
                "o = alloc small lru ; lru_del o | ok ok",
                "o = alloc small noaccount ; free o | ENOMEM ok",
                "o = alloc page ; usage P | ok 0",
                "usage P | 99",
                "attach root ; offline C ; attach C | ok ok ok",
                "attach root ; offline C ; offline C | ok ok ok",
                "o = alloc page ; limit C 0 | ok ok",
                "mkdir D C | no",
                "o = alloc small ; free o ; bulk_free o | ok ok 1",
            })
    void impossibleAnswer_isRefused(String operations, String answers) {
        Program program = ProgramParser.parse(
                "test", WORLD.replace("limit 1", roomy(operations)) + "T1 cpu0 in C: " + operations + "\n");
        List<Operation> run = program.threads().get(0).operations();
        List<String> words = new Scanner(answers).tokens().toList();
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < run.size(); i++) {
            calls.add(new Call("T1", "C", run.get(i), new Result(words.get(i))));
        }
        assertThat(blame(program, calls)).isNotNull();
    }

    /** A limit counts from the beginning, and is answered at the end: what is freed in between makes room for the answer only. */
    @Test
    void chargeBesideALimit_mayBeRefusedThoughTheLimitIsMetInTheEnd() {
        Program program = ProgramParser.parse("test", WORLD.replace("limit 1", "limit 100") + """
                before cpu0 in C: a = alloc page
                T1     cpu0 in C: o = alloc page ; free a
                T2     cpu1: limit C 0
                """);
        List<Call> before = calls(program.before().get(0), "before", "ok");
        List<Call> first = calls(program.threads().get(0), "T1", "ENOMEM", "ok");
        List<Call> all = new ArrayList<>(before);
        all.addAll(first);
        all.addAll(calls(program.threads().get(1), "T2", "ok"));
        History<Call> beside = new History<>(all, (call, later) -> call == 0 ? later > 0 : call == 1 && later == 2);
        History<Call> after = new History<>(all, (call, later) -> call < later);
        AccountingSpec contract = Promises.of("objcg").contract(program);
        assertThat(Linearizability.holds(beside, contract)).isTrue();
        assertThat(Linearizability.holds(after, contract)).isFalse();
    }

    private static List<Call> calls(Segment segment, String thread, String... answers) {
        return IntStream.range(0, answers.length)
                .mapToObj(at ->
                        new Call(thread, segment.group(), segment.operations().get(at), new Result(answers[at])))
                .toList();
    }

    /** Only the program that charges two pages needs the limit. */
    private static String roomy(String operations) {
        return operations.contains("p = alloc page") ? "limit 1" : "limit 100";
    }

    private static @Nullable Call blame(Program program, List<Call> calls) {
        History<Call> history = new History<>(calls, (first, second) -> first < second);
        return Linearizability.blame(history, Promises.of("objcg").contract(program))
                .orElse(null);
    }

    private static List<Call> answers(Program program) {
        JvmMachine machine = JvmMachine.sequential(program.world().cpus());
        ProgramRun run = ProgramRun.prepare(
                machine, new ObjcgDesign(machine, program.world().geometry()), new JvmDeferred(machine), program);
        List<Call> calls = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            List<Segment> segments = program.segments(phase);
            for (int at = 0; at < segments.size(); at++) {
                Segment segment = segments.get(at);
                String label = phase.label(at, segments.size());
                Task task = machine.task(label, segment.cpu());
                int index = at;
                machine.run(task, () -> segment.operations()
                        .forEach(operation -> calls.add(new Call(
                                label,
                                segment.group(),
                                operation,
                                run.run(task, run.process(phase, index), operation)))));
            }
        }
        assertThat(machine.findings()).isEmpty();
        return calls;
    }
}
