package kmemcg.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kmemcg.explore.LaneTable.Row;
import kmemcg.explore.Step.Role;
import org.junit.jupiter.api.Test;

/** What is shown of long executions, and how long lines are broken. */
final class LaneTableTest {
    private static Step step(String thread, int ordinal, String text, String place, Role role) {
        return new Step(thread, ordinal, text, false, place, role);
    }

    /** Two threads that take turns of so many steps on a word that both change. */
    private static Lanes turns(int turns, int length) {
        List<Step> steps = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            for (int step = 0; step < length; step++) {
                int value = turn * length + step;
                steps.add(step("T" + (1 + turn % 2), value, "x -> " + value, "x", Role.CONTENDS));
            }
        }
        return new Lanes(List.of("T1", "T2"), steps, List.of(), "");
    }

    @Test
    void longTurns_showTheirFirstAndLastStep() {
        assertThat(turns(2, 20).compact())
                .containsExactly(
                        "T1            T2",
                        "------------  ------------",
                        "x -> 0",
                        "... 18 steps",
                        "x -> 19",
                        "              x -> 20",
                        "              ... 18 steps",
                        "              x -> 39");
        assertThat(turns(2, 20).full()).hasSize(42);
    }

    @Test
    void manyTurns_showTheirEnd() {
        List<String> lines = turns(40, 1).compact();
        assertThat(lines).hasSize(24);
        assertThat(lines.subList(2, 7))
                .containsExactly(
                        "... 10 steps", "x -> 20", "              ... 10 steps", "              x -> 21", "x -> 22");
        assertThat(lines.get(23)).isEqualTo("              x -> 39");
    }

    /** What the finding names is not counted only, so of too much of it the end is shown. */
    @Test
    void manyTurnsThatAreNamed_showTheirEnd() {
        List<Step> steps = IntStream.range(0, 40)
                .mapToObj(turn -> step("T" + (1 + turn % 2), turn, "x -> " + turn, "x", Role.CONTENDS))
                .toList();
        List<String> lines = new Lanes(List.of("T1", "T2"), steps, List.of(), "use after free: x").compact();
        assertThat(lines).hasSizeLessThanOrEqualTo(24);
        assertThat(lines.get(2)).isEqualTo("... 19 rows before");
        assertThat(lines.get(lines.size() - 1)).endsWith("x -> 39");
    }

    @Test
    void manySections_areLeftOut() {
        List<Step> steps = new ArrayList<>();
        for (int turn = 0; turn < 12; turn++) {
            String thread = "T" + (1 + turn % 2);
            steps.add(step(thread, 3 * turn, "enters a read-side section", "", Role.MEETS));
            steps.add(step(thread, 3 * turn + 1, "x -> " + turn, "x", Role.CONTENDS));
            steps.add(step(thread, 3 * turn + 2, "leaves a read-side section", "", Role.MEETS));
        }
        assertThat(new Lanes(List.of("T1", "T2"), steps, List.of(), "").compact())
                .hasSize(14)
                .startsWith("T1       T2", "-------  -------", "x -> 0", "         x -> 1");
    }

    @Test
    void activityThatNobodyMeets_isLeftOut() {
        List<Step> steps = List.of(
                step("T1", 0, "x -> 1", "x", Role.CONTENDS),
                step("kworker/0 drain", 0, "y -> 1", "y", Role.OWN),
                step("rcu/0 free", 0, "z is 0", "z", Role.OWN),
                step("rcu/0 free", 1, "x is 1", "x", Role.CONTENDS));
        assertThat(new Lanes(List.of("T1", "T2"), steps, List.of(), "").compact())
                .containsExactly(
                        "T1      deferred",
                        "------  -----------------------",
                        "x -> 1",
                        "        rcu/0 free:",
                        "          ... 1 step of its own",
                        "          x is 1");
    }

    @Test
    void placeThatTheFindingNames_isShown() {
        List<Step> steps = List.of(step("T1", 0, "x -> 1", "x", Role.OWN), step("T1", 1, "y -> 1", "y", Role.OWN));
        assertThat(new Lanes(List.of("T1"), steps, List.of(new Span("T1", 0, 1, "free o")), "y is below zero")
                        .compact())
                .containsExactly("T1", "-----------------------", "free o:", "  ... 1 step of its own", "  y -> 1");
    }

    @Test
    void longText_isBrokenAtSpaces() {
        String text = "nr_charged_bytes is " + "much ".repeat(10).trim() + " too large";
        assertThat(LaneTable.of(List.of("T1", "T2"), List.of(new Row("T1", text), new Row("T2", "a".repeat(60)))))
                .containsExactly(
                        "T1" + " ".repeat(54) + "T2",
                        "-".repeat(54) + "  " + "-".repeat(54),
                        "nr_charged_bytes is much much much much much much much",
                        "    much much much too large",
                        " ".repeat(56) + "a".repeat(60));
    }
}
