package kmemcg.counterexample;

import java.util.List;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;

/** Counterexamples to write and read. */
public final class Samples {
    private Samples() {}

    /** The smallest program of a charge that races with an offline. */
    public static Program program() {
        return ProgramParser.parse("sample", """
                design objcg
                world P < root, C < P, cache dentry 192 account, cpus 2
                T1 cpu0 in C: o = alloc dentry ; free o
                T2 cpu1: offline C
                finally usage P == 0
                """);
    }

    /** A finding about it. */
    public static Finding useAfterFree() {
        return new Finding(Invariant.NO_ACCESS_AFTER_FREE, "use after free", "T1 reads css of C");
    }

    /** A counterexample of a bug. */
    public static Counterexample ofBug() {
        List<String> steps = List.of("T1 o = alloc dentry -> ok", "T2 offline C -> ok");
        Finding underflow = new Finding(Invariant.BOUNDS, "counter below zero", "usage of P is -1");
        Violation violation = new Violation(program(), List.of(useAfterFree(), underflow), steps);
        return new Counterexample("objcg-charge-resurrects-css", "lincheck", 42, violation);
    }
}
