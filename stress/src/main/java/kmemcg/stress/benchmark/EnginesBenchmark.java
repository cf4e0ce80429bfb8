package kmemcg.stress.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.engine.Engine;
import kmemcg.engine.Engines;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many executions does the explorer judge in the second in which Lincheck's model checking judges one interleaving? Both get
 * the same small program of the obj_cgroup design, boot it, run it and validate every end, in one thread and in a JVM of their own.
 * The counter {@code tries} tells executions or interleavings a second; {@code check} tells whole searches a second, and one search is
 * all executions for the explorer, and for Lincheck the interleavings that it tries of a given program.
 *
 * <p>To run it, with the class path of module {@code stress}: {@code java org.openjdk.jmh.Main EnginesBenchmark}. How long either
 * takes to a bug is told by {@code kmemcg hunt --engine explorer} and {@code kmemcg hunt --engine lincheck}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dkmemcg.workers=1")
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class EnginesBenchmark {
    private static final Subject DESIGN = new Subject("objcg", "objcg", ObjcgDesign::new);
    private static final Duration AMPLE = Duration.ofMinutes(5);

    @Param({"explorer", "lincheck"})
    String engine = "explorer";

    /** What the threads do: charge, uncharge or free against the removal of the group. */
    @Param({"T1 cpu0: free o / T2 cpu1: offline C ; settle", "T1 cpu0 in C: p = alloc dentry / T2 cpu1: offline C"})
    String threads = "";

    private Engine checked = Engines.installed().all().get(0);
    private Search search = Search.generated(1, 1, AMPLE);

    /** Finds the engine and reads the program. */
    @Setup
    public void prepare() {
        checked = Engines.installed().find(engine).orElseThrow();
        String text = """
                design  objcg
                world   C < root, cache dentry 192 account, cpus 2
                before  cpu0 in C: o = alloc dentry
                """ + threads.replace(" / ", "\n") + "\n";
        Program program = ProgramParser.parse("benchmark", text);
        search = Search.directed(List.of(program), 1, AMPLE);
    }

    /** One search from the boot to the verdict. */
    @Benchmark
    public Verdict check(Judged judged) {
        Verdict verdict = checked.check(DESIGN, search);
        if (verdict.outcome() != Outcome.HOLDS) {
            throw new IllegalStateException("the design does not hold: " + verdict);
        }
        judged.tries += verdict.tries();
        return verdict;
    }

    /** What was looked at. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Judged {
        /** Executions or interleavings. */
        public long tries;
    }
}
