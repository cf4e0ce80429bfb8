package kmemcg.stress.benchmark;

import java.util.List;
import java.util.concurrent.TimeUnit;
import kmemcg.explore.Benchmarks;
import kmemcg.explore.Exploration;
import kmemcg.explore.ExplorerMachine;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.ProgramThread;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many complete executions a second does the explorer visit, in one thread? The programs are those that the papers count, so
 * that the figures can be held against other explorers'; an operation is one complete execution, and making the program is part
 * of what is measured.
 *
 * <p>To run it, with the class path of module {@code stress}: {@code java org.openjdk.jmh.Main ExplorerBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExplorerBenchmark {
    private static final int LASTZERO_13 = 32_768;
    private static final int READERS_13 = 8_192;
    private static final int FILESYSTEM_19 = 64;

    @Param({"SC", "TSO"})
    MemoryModel model = MemoryModel.SC;

    /** Reads of one array that depend on what others write to it: mostly revisits. */
    @Benchmark
    @OperationsPerInvocation(LASTZERO_13)
    public long lastzero() {
        return explore(Benchmarks::lastzero, 13, LASTZERO_13);
    }

    /** One write, which each of many reads may see: mostly going on and coming back. */
    @Benchmark
    @OperationsPerInvocation(READERS_13)
    public long readers() {
        return explore(Benchmarks::readers, 13, READERS_13);
    }

    /** Locks: waiting, and read-modify-writes that lose their race. */
    @Benchmark
    @OperationsPerInvocation(FILESYSTEM_19)
    public long filesystem() {
        return explore(Benchmarks::filesystem, 19, FILESYSTEM_19);
    }

    private long explore(Maker maker, int size, int executions) {
        ExplorerMachine machine = new ExplorerMachine(1, model);
        long complete = new Exploration(machine, maker.make(machine, size), execution -> {})
                .all()
                .complete();
        if (complete != executions) {
            throw new IllegalStateException("%d executions, not %d".formatted(complete, executions));
        }
        return complete;
    }

    /** Makes the program of a size. */
    @FunctionalInterface
    private interface Maker {
        List<ProgramThread> make(ExplorerMachine machine, int size);
    }
}
