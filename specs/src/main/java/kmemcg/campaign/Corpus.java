package kmemcg.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kmemcg.campaign.Check.Result;
import kmemcg.campaign.Repetition.Kind;
import kmemcg.counterexample.Counterexample;
import kmemcg.counterexample.CounterexampleReader;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.input.InputError;
import org.jspecify.annotations.Nullable;

/**
 * Counterexamples that are kept in a folder, to be repeated before anything else. One of a design was mended once and must not fail again;
 * one of a historical bug must go on failing, or what was found once would no longer be found.
 */
public final class Corpus {
    private static final String NAME = "corpus";
    private static final String ENDING = ".txt";

    private final Map<Path, Counterexample> kept;

    private Corpus(Map<Path, Counterexample> kept) {
        this.kept = kept;
    }

    /**
     * Reads every counterexample of a folder, in the order of their names.
     *
     * @throws InputError if there is no such folder, nothing in it, or a file that cannot be read
     */
    public static Corpus read(Path folder) {
        Map<Path, Counterexample> kept = new LinkedHashMap<>();
        files(folder).forEach(file -> kept.put(file, CounterexampleReader.read(file)));
        if (kept.isEmpty()) {
            throw new InputError(
                    "there is no counterexample in this folder",
                    folder.toString(),
                    "name a folder with files such as kmemcg check and kmemcg hunt write to results/");
        }
        return new Corpus(kept);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputError(
                    "this folder cannot be read: " + e.getClass().getSimpleName(),
                    folder.toString(),
                    "name a folder that exists and that you may read");
        }
    }

    /** Repeats those of some designs and of their bugs: a result for each design that has any. */
    public List<Result> replay(List<Subject> designs, Inventory inventory, Replay replay, Watcher watcher) {
        List<Result> results = new ArrayList<>();
        for (Subject design : designs) {
            Tally tally = new Tally(design, inventory);
            kept.forEach((file, counterexample) -> {
                if (isOf(design, counterexample, inventory) && !watcher.wantsEnd()) {
                    tally.add(file, counterexample, replay.of(counterexample));
                }
            });
            tally.result().ifPresent(results::add);
        }
        return results;
    }

    private static boolean isOf(Subject design, Counterexample counterexample, Inventory inventory) {
        boolean isBugs = inventory.isBug(counterexample.bug());
        return design.name().equals(isBugs ? counterexample.design() : counterexample.subject());
    }

    /** What came of those of one design. */
    private static final class Tally {
        private final Subject design;
        private final Inventory inventory;
        private final long begun = System.nanoTime();
        private final List<Outcome> outcomes = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private @Nullable Violation violation;
        private @Nullable Path file;

        Tally(Subject design, Inventory inventory) {
            this.design = design;
            this.inventory = inventory;
        }

        void add(Path from, Counterexample counterexample, Repetition repetition) {
            Outcome outcome = outcome(inventory.isBug(counterexample.bug()), repetition.kind());
            outcomes.add(outcome);
            if (outcome != Outcome.HOLDS) {
                notes.add("%s: %s: %s".formatted(from.getFileName(), repetition.kind(), repetition.detail()));
            }
            if (outcome == Outcome.VIOLATED && repetition.kind() == Kind.STILL_FAILS && violation == null) {
                violation = counterexample.violation();
                file = from;
            }
        }

        private static Outcome outcome(boolean mustFail, Kind kind) {
            return switch (kind) {
                case STILL_FAILS -> mustFail ? Outcome.HOLDS : Outcome.VIOLATED;
                case NO_LONGER_FAILS -> mustFail ? Outcome.VIOLATED : Outcome.HOLDS;
                case STALE, UNDECIDED -> Outcome.BOUNDED;
                case UNREADABLE, TOOL_ERROR -> Outcome.TOOL_ERROR;
            };
        }

        Optional<Result> result() {
            if (outcomes.isEmpty()) {
                return Optional.empty();
            }
            Verdict verdict = new Verdict(
                    NAME,
                    Outcomes.worst(outcomes),
                    outcomes.size(),
                    "counterexamples",
                    Duration.ofNanos(System.nanoTime() - begun),
                    violation,
                    String.join("; ", notes));
            return Optional.of(new Result(design, verdict, file));
        }
    }
}
