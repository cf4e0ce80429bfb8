package kmemcg.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.campaign.Trail;
import kmemcg.campaign.Trail.Stage;
import kmemcg.campaign.Trail.Trial;
import kmemcg.engine.Verdict;
import kmemcg.engine.Violation;

/** Which engine finds which bug: one row for each bug, one column for each engine without the bug's scenario and with it. */
public final class HuntMatrix {
    private static final String HEADER =
            "bug,design,expected,stage,engine,outcome,found,broken,tries,unit,seconds,counterexample";

    private HuntMatrix() {}

    /** The time in which each engine found each bug, {@code -} if it did not, nothing if it was not asked. Every line ends in {@code \n}. */
    public static String text(List<Trail> trails, List<String> engines, boolean colour) {
        Table table = new Table(Stream.of(
                        Stream.of(Table.left("bug")),
                        engines.stream().map(Table::right),
                        engines.stream().map(engine -> Table.right(engine + " directed")))
                .flatMap(columns -> columns)
                .toArray(Table.Column[]::new));
        for (Trail trail : trails) {
            table.row(Stream.of(
                            Stream.of(trail.quarry().subject().name()),
                            engines.stream().map(engine -> cell(trail, Stage.UNDIRECTED, engine)),
                            engines.stream().map(engine -> cell(trail, Stage.DIRECTED, engine)))
                    .flatMap(cells -> cells)
                    .toArray(String[]::new));
        }
        return table.text(colour);
    }

    private static String cell(Trail trail, Stage stage, String engine) {
        Optional<Trial> asked = trail.trials().stream()
                .filter(trial ->
                        trial.stage() == stage && trial.verdict().engine().equals(engine))
                .findFirst();
        return asked.map(trial ->
                        trail.isCatch(trial) ? Figures.duration(trial.verdict().elapsed()) : "-")
                .orElse("");
    }

    /** One line for each search after a header, as comma-separated values (RFC 4180); times in seconds. Every line ends in {@code \n}. */
    public static String csv(List<Trail> trails) {
        return trails.stream()
                .flatMap(trail -> trail.trials().stream().map(trial -> csv(trail, trial)))
                .collect(Collectors.joining("\n", HEADER + "\n", "\n"));
    }

    private static String csv(Trail trail, Trial trial) {
        Verdict verdict = trial.verdict();
        Violation violation = verdict.violation();
        return Stream.of(
                        trail.quarry().subject().name(),
                        trail.quarry().scenario().design(),
                        names(trail.quarry().expected().stream()),
                        trial.stage().toString(),
                        verdict.engine(),
                        verdict.outcome().toString(),
                        Boolean.toString(trail.isCatch(trial)),
                        violation == null ? "" : names(violation.broken().stream()),
                        Long.toString(verdict.tries()),
                        verdict.unit(),
                        String.format(Locale.ROOT, "%.3f", verdict.elapsed().toNanos() / 1e9),
                        trial.file() == null ? "" : trial.file().toString())
                .map(HuntMatrix::quoted)
                .collect(Collectors.joining(","));
    }

    private static String names(Stream<? extends Enum<?>> invariants) {
        return invariants.sorted().map(Enum::name).collect(Collectors.joining(" "));
    }

    private static String quoted(String value) {
        boolean isPlain =
                value.chars().noneMatch(letter -> letter == ',' || letter == '"' || letter == '\n' || letter == '\r');
        return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
