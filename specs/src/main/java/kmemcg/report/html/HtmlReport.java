package kmemcg.report.html;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kmemcg.campaign.Check;
import kmemcg.campaign.Check.Result;
import kmemcg.campaign.Hunt;
import kmemcg.campaign.Repetition;
import kmemcg.campaign.Replay;
import kmemcg.campaign.Trail;
import kmemcg.campaign.Trail.Trial;
import kmemcg.counterexample.Counterexample;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.report.CheckReport;
import kmemcg.report.Figures;
import kmemcg.report.HuntReport;
import kmemcg.report.OutcomeWord;
import org.jspecify.annotations.Nullable;

/** What a check, a hunt or a replay came to, as a page of HTML that is complete in itself. */
public final class HtmlReport {
    private HtmlReport() {}

    /** A row for each design and engine, and each counterexample to step through. */
    public static String ofCheck(List<Result> results) {
        List<Row> rows = results.stream()
                .map(result -> row(
                        result.subject().name(),
                        "",
                        OutcomeWord.of(result.verdict().outcome()),
                        Tone.of(result.verdict().outcome()),
                        result.verdict(),
                        result.repeat()))
                .toList();
        Tone tone = Tone.of(Check.outcome(results));
        return PageWriter.text(new Page("kmemcg check", CheckReport.verdict(results, false), tone, rows));
    }

    /** A row for each search; a bug that breaks what it must break is as it should be. */
    public static String ofHunt(List<Trail> trails) {
        List<Row> rows = trails.stream().flatMap(trail -> rows(trail)).toList();
        Tone tone = Tone.of(Hunt.outcome(trails));
        return PageWriter.text(new Page("kmemcg hunt", HuntReport.sum(trails, false), tone, rows));
    }

    private static Stream<Row> rows(Trail trail) {
        return trail.trials().stream()
                .map(trial -> row(
                        trail.quarry().subject().name(),
                        trial.stage().toString(),
                        word(trail, trial),
                        tone(trail, trial),
                        trial.verdict(),
                        Replay.command(trial.file(), trail.quarry().subject())));
    }

    private static String word(Trail trail, Trial trial) {
        return switch (trial.verdict().outcome()) {
            case VIOLATED -> trail.isCatch(trial) ? "FOUND" : "FOUND OTHERWISE";
            case HOLDS -> "NOTHING FOUND";
            case BOUNDED, TOOL_ERROR -> OutcomeWord.of(trial.verdict().outcome());
        };
    }

    private static Tone tone(Trail trail, Trial trial) {
        if (trail.isCatch(trial)) {
            return Tone.GOOD;
        }
        return trial.verdict().outcome() == Outcome.VIOLATED ? Tone.BAD : Tone.DOUBTFUL;
    }

    private static Row row(String subject, String how, String word, Tone tone, Verdict verdict, String repeat) {
        String effort = "%s %s, %s"
                .formatted(Figures.count(verdict.tries()), verdict.unit(), Figures.duration(verdict.elapsed()));
        return new Row(
                subject,
                verdict.engine(),
                how,
                word,
                tone,
                answer(verdict),
                effort,
                verdict.note(),
                verdict.violation(),
                repeat);
    }

    private static Answer answer(Verdict verdict) {
        return switch (verdict.outcome()) {
            case HOLDS -> Answer.NOTHING_BROKE;
            case VIOLATED -> verdict.violation() == null ? Answer.UNKNOWN : Answer.BREAKS;
            case BOUNDED, TOOL_ERROR -> Answer.UNKNOWN;
        };
    }

    /**
     * A counterexample that was repeated.
     *
     * @param counterexample what the file says; null if it cannot be read
     */
    public record Replayed(
            Path file, Repetition repetition, @Nullable Counterexample counterexample) {}

    /** A row for each file; where one still fails, what happened this time. */
    public static String ofReplay(List<Replayed> replayed) {
        long failing = replayed.stream()
                .filter(one -> one.repetition().kind() == Repetition.Kind.STILL_FAILS)
                .count();
        boolean isClear = replayed.stream().allMatch(one -> tone(one) != Tone.DOUBTFUL);
        Tone otherwise = isClear ? Tone.GOOD : Tone.DOUBTFUL;
        String verdict = "%d of %s still failing".formatted(failing, Figures.count(replayed.size(), "counterexample"));
        List<Row> rows = replayed.stream().map(HtmlReport::row).toList();
        return PageWriter.text(new Page("kmemcg replay", verdict, failing > 0 ? Tone.BAD : otherwise, rows));
    }

    private static Tone tone(Replayed one) {
        return switch (one.repetition().kind()) {
            case STILL_FAILS -> Tone.BAD;
            case NO_LONGER_FAILS -> Tone.GOOD;
            case STALE, UNDECIDED, UNREADABLE, TOOL_ERROR -> Tone.DOUBTFUL;
        };
    }

    private static Answer answer(Repetition.Kind kind) {
        return switch (kind) {
            case STILL_FAILS -> Answer.BREAKS;
            case NO_LONGER_FAILS -> Answer.NOTHING_BROKE;
            case STALE, UNDECIDED, UNREADABLE, TOOL_ERROR -> Answer.UNKNOWN;
        };
    }

    private static Row row(Replayed one) {
        Counterexample counterexample = one.counterexample();
        return new Row(
                counterexample == null ? one.file().toString() : counterexample.subject(),
                counterexample == null ? "" : counterexample.engine(),
                one.file().toString(),
                one.repetition().kind().toString(),
                tone(one),
                answer(one.repetition().kind()),
                "",
                one.repetition().detail(),
                counterexample == null ? null : shown(counterexample.violation(), one.repetition()),
                "kmemcg replay " + one.file());
    }

    private static Violation shown(Violation then, Repetition now) {
        if (now.steps().isEmpty()) {
            return then;
        }
        return then.recorded().isEmpty() ? then.withWatched(now.steps()) : then.withRecord(now.steps());
    }
}
