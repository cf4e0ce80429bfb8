package kmemcg.explore.oracle;

import static kmemcg.explore.oracle.MicroOp.mb;
import static kmemcg.explore.oracle.MicroOp.xchg;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kmemcg.explore.oracle.MicroOp.Kind;

/** The same program with other orders. */
public final class Variants {
    private Variants() {}

    /** With an {@code smp_mb} after each operation of the given kinds. */
    public static MicroProgram fenced(MicroProgram program, Predicate<Kind> kinds) {
        return rewritten(program, op -> kinds.test(op.kind()) ? Stream.of(op, mb()) : Stream.of(op));
    }

    /** With {@code xchg} for each write. */
    public static MicroProgram exchanged(MicroProgram program) {
        return rewritten(program, op -> Stream.of(op.kind() == Kind.WRITE ? xchg(op.place(), op.value()) : op));
    }

    /** With no more than an {@code smp_mb} where it waited for a grace period. */
    public static MicroProgram hasty(MicroProgram program) {
        return rewritten(program, op -> Stream.of(op.kind() == Kind.SYNC ? mb() : op));
    }

    private static MicroProgram rewritten(MicroProgram program, Function<MicroOp, Stream<MicroOp>> rewrite) {
        List<List<MicroOp>> threads = program.threads().stream()
                .map(thread -> thread.stream().flatMap(rewrite).toList())
                .toList();
        return new MicroProgram(threads);
    }
}
