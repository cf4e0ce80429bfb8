package kmemcg.campaign;

import java.time.Duration;
import kmemcg.engine.Engine;
import kmemcg.engine.Monitor;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;

/** One search by one engine, whose verdict can be relied on: an engine that throws or contradicts itself is a tool error. */
final class Attempt {
    private Attempt() {}

    static Verdict run(Engine engine, Subject subject, Search search) {
        long start = System.nanoTime();
        try {
            return heeding(search.monitor(), audited(engine.check(subject, search), engine.runsPrograms()));
        } catch (RuntimeException | Error thrown) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            return new Verdict(engine.name(), Outcome.TOOL_ERROR, 0, "tries", elapsed, null, described(thrown));
        }
    }

    /** Of a search that nobody wants any more. */
    static Verdict notBegun(Engine engine) {
        return new Verdict(
                engine.name(), Outcome.BOUNDED, 0, "tries", Duration.ZERO, null, "interrupted before it began");
    }

    /** A search that was to end early has not done what it had planned, even if it did enough to say something. */
    private static Verdict heeding(Monitor monitor, Verdict verdict) {
        if (!monitor.isToEnd() || verdict.outcome() == Outcome.VIOLATED) {
            return verdict;
        }
        String note = verdict.note().isEmpty() ? "interrupted" : "interrupted; " + verdict.note();
        Outcome outcome = verdict.outcome() == Outcome.HOLDS ? Outcome.BOUNDED : verdict.outcome();
        return changed(verdict, outcome, note);
    }

    private static Verdict audited(Verdict verdict, boolean showsCounterexamples) {
        boolean violated = verdict.outcome() == Outcome.VIOLATED;
        boolean shown = verdict.violation() != null;
        if (violated != shown && (shown || showsCounterexamples)) {
            String what = violated ? "a violation without a counterexample" : "a counterexample without a violation";
            return changed(verdict, Outcome.TOOL_ERROR, "the engine answered with " + what);
        }
        if (verdict.outcome() == Outcome.HOLDS && verdict.tries() == 0) {
            return changed(verdict, Outcome.BOUNDED, "nothing was tried");
        }
        return verdict;
    }

    private static Verdict changed(Verdict verdict, Outcome outcome, String note) {
        return new Verdict(verdict.engine(), outcome, verdict.tries(), verdict.unit(), verdict.elapsed(), null, note);
    }

    private static String described(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? thrown.toString() : "%s at %s".formatted(thrown, trace[0]);
    }
}
