package kmemcg.report.html;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kmemcg.campaign.Check.Result;
import kmemcg.campaign.Inventory;
import kmemcg.design.Catalogue;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.explore.Access;
import kmemcg.explore.Access.Kind;
import kmemcg.explore.MemoryModel;
import kmemcg.explore.RecordedStep;
import kmemcg.explore.SourceLine;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import org.jspecify.annotations.Nullable;

/** Made-up results. */
final class Samples {
    static final String HOSTILE = "</script><img src=x onerror=alert(1)> <!-- ]]> \" ' & \u0000\u001b[31m \ud800";

    private static final Program PROGRAM =
            ProgramParser.parse("sample", "design objcg\nworld C < root, cpus 1\nT1 cpu0: rmdir C\nT2 cpu0: settle");
    private static final List<SourceLine> LINES =
            List.of(new SourceLine("kmemcg.sync.PercpuRef", "get", "PercpuRef.java", 12));

    private Samples() {}

    /** Ten steps: T1 writes what T2 reads, and 0 rises again. */
    static List<RecordedStep> steps(String message) {
        List<RecordedStep> steps = new ArrayList<>();
        steps.add(step("T1", "takes m", new Access("m", Kind.LOCK, true, true, "free", "taken")));
        steps.add(step("T1", "C.refcnt 2 -> 1", new Access("C.refcnt", Kind.NUMBER, true, true, "2", "1")));
        steps.add(step("T1", "C.list -> [a]", new Access("C.list", Kind.LIST, false, true, "null", "[a]")));
        steps.add(step("T1", "gives back m", new Access("m", Kind.LOCK, false, true, "taken", "free")));
        steps.add(step("T2", "C.list is [a]", new Access("C.list", Kind.LIST, true, false, "[a]", "[a]")));
        steps.add(step("T2", "C.own is 7", new Access("C.own", Kind.NUMBER, true, false, "7", "7")));
        steps.add(step("rcu/0 switch", "begins", null));
        steps.add(step("rcu/0 switch", "C.refcnt 1 -> 0", new Access("C.refcnt", Kind.NUMBER, true, true, "1", "0")));
        steps.add(step("T2", "C.refcnt 0 -> 1", new Access("C.refcnt", Kind.NUMBER, true, true, "0", "1")));
        steps.add(new RecordedStep("T2", "BUG_ON: C.refcnt rises " + message, true));
        return steps;
    }

    private static RecordedStep step(String thread, String text, @Nullable Access access) {
        return new RecordedStep(thread, text, false, LINES, access);
    }

    static Violation violation(String message, List<String> lines, List<RecordedStep> recorded) {
        List<Finding> findings = List.of(new Finding(Invariant.NO_ACCESS_AFTER_FREE, "BUG_ON", message));
        return new Violation(PROGRAM, findings, lines, MemoryModel.SC, 0, recorded);
    }

    static Result result(Outcome outcome, String note, @Nullable Violation violation) {
        Verdict verdict = new Verdict("explorer", outcome, 7, "executions", Duration.ofMillis(1_500), violation, note);
        return new Result(
                Inventory.subject(Catalogue.bug("stock-lock-recursion").orElseThrow()),
                verdict,
                violation == null ? null : Path.of("a&b.txt"));
    }

    /** A page with one finding of ten steps that says this. */
    static String page(String message) {
        Violation violation = violation(message, List.of("| T1  T2", "broken: " + message), steps(message));
        return HtmlReport.ofCheck(
                List.of(result(Outcome.HOLDS, "", null), result(Outcome.VIOLATED, message, violation)));
    }
}
