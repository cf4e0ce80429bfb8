package kmemcg.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import kmemcg.campaign.Repetition;
import kmemcg.counterexample.Counterexample;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.explore.RecordedStep;
import kmemcg.report.html.HtmlReport.Replayed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

final class HtmlReportTest {
    private static final String PAGE = Samples.page("from zero");
    private static final Pattern CODE = Pattern.compile("(<(script|style)[^>]*>).*?</\\2>", Pattern.DOTALL);
    private static final Pattern COLOUR = Pattern.compile("--([a-z]+): #([0-9a-f]{6});");

    @ParameterizedTest
    @ValueSource(strings = {"from zero", Samples.HOSTILE})
    void markup_isWellFormed(String message) {
        String markup = CODE.matcher(Samples.page(message)).replaceAll("$1</$2>");
        assertThatCode(() -> DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(markup))))
                .doesNotThrowAnyException();
    }

    @Test
    void hostileText_staysText() {
        String page = Samples.page(Samples.HOSTILE);
        assertThat(page).doesNotContain("<img").doesNotContain("\u001b").doesNotContain("\u0000");
        assertThat(page.split("</script>", -1)).hasSize(3);
    }

    @Test
    void eachStep_canBeLinkedTo() {
        assertThat(IntStream.rangeClosed(1, 10).mapToObj("id=\"finding-1-step-%d\""::formatted))
                .allMatch(PAGE::contains);
        assertThat(PAGE).doesNotContain("id=\"finding-1-step-11\"").contains("href=\"#finding-1\"");
    }

    @Test
    void nothingIsFetched_andThePageIsSmall() {
        assertThat(PAGE).doesNotContain("src=").doesNotContain("@import").contains("default-src 'none'");
        assertThat(PAGE.getBytes(StandardCharsets.UTF_8).length).isLessThan(60_000);
    }

    @Test
    void withoutScript_verdictTableProgramAndStepsAreThere() {
        String markup = CODE.matcher(PAGE).replaceAll("");
        assertThat(markup)
                .contains("1 of 2 searches found something")
                .contains("rmdir C")
                .contains("C.refcnt 0 → 1")
                .contains("kmemcg replay a&amp;b.txt")
                .contains("no access after free");
    }

    @Test
    void read_readsTheLastWriteOfItsCell_andAnAccessNobodySharesIsSmall() {
        Story story = Story.of(Samples.violation("x", List.of(), Samples.steps("x")));
        assertThat(story.lanes()).containsExactly("T1", "T2", "deferred");
        assertThat(story.moments()).extracting(Moment::source).containsExactly(0, 0, 0, 0, 3, 0, 0, 2, 8, 0);
        assertThat(story.moments())
                .extracting(Moment::isShared)
                .containsExactly(false, true, true, false, true, false, false, true, true, true);
        assertThat(Cells.of(story).all())
                .extracting(Cells.Cell::group)
                .containsExactly("locks", "references", "lists", "counters");
    }

    @Test
    void linesOfOtherEngines_areSteps_andTablesAreNot() {
        assertThat(Story.of(Samples.violation("x", List.of("free o -> ok", "broken: x"), List.of()))
                        .moments())
                .extracting(Moment::isFinding)
                .containsExactly(false, true);
        assertThat(Story.of(Samples.violation("x", List.of("| T1  T2"), List.of()))
                        .moments())
                .isEmpty();
    }

    @Test
    void linesThatSayWhoDoesIt_areInLanes() {
        Story story = Story.of(Samples.violation(
                "x",
                List.of("T1 cpu0 in C: rmdir C -> ok", "T2: settle", "T1: free o", "the end: all runs", "broken: x"),
                List.of()));
        assertThat(story.lanes()).containsExactly("T1", "T2");
        assertThat(story.moments()).extracting(Moment::lane).containsExactly(0, 1, 0, 0, 0);
        assertThat(story.moments()).extracting(Moment::who).containsExactly("T1", "T2", "T1", "", "");
        assertThat(story.moments())
                .extracting(Moment::text)
                .containsExactly("cpu0 in C: rmdir C -> ok", "settle", "free o", "the end: all runs", "broken: x");
    }

    /** Where one operation runs after the other, everything that changes is of interest, whoever does it. */
    @Test
    void sequence_showsWhatChanges() {
        List<RecordedStep> steps = new ArrayList<>(Samples.steps("x"));
        steps.add(0, new RecordedStep("T1", "rmdir C -> ok", false));
        steps.add(1, new RecordedStep("T1", "enters a read-side section", false));
        Story story =
                Story.of(Samples.violation("x", List.of("| T1"), List.of()).withWatched(steps));
        assertThat(story.lanes()).containsExactly("T1", "T2", "others");
        assertThat(story.moments())
                .extracting(Moment::isShared)
                .containsExactly(true, false, false, true, true, false, false, false, false, true, true, true);
    }

    @Test
    void whatIsFoundAtTheEnd_isTheLastStep() {
        Story story =
                Story.of(Samples.violation("x", List.of(), Samples.steps("x").subList(0, 9)));
        assertThat(story.moments()).hasSize(10);
        assertThat(story.moments().get(9).isFinding()).isTrue();
    }

    @Test
    void searchThatSaysNothing_isNoSilence() {
        assertThat(HtmlReport.ofCheck(List.of(Samples.result(Outcome.BOUNDED, "too little", null))))
                .contains("nothing can be said")
                .doesNotContain("not seen to break<");
    }

    @Test
    void unreadableFile_isARow() {
        Repetition unreadable = new Repetition(Repetition.Kind.UNREADABLE, "no <such> file");
        assertThat(HtmlReport.ofReplay(List.of(new Replayed(Path.of("a.txt"), unreadable, null))))
                .contains("0 of 1 counterexample still failing")
                .contains("no &lt;such&gt; file");
    }

    @Test
    void whatFailsNoMore_isShownAsRecorded() {
        Violation then = Samples.violation("from zero", List.of(), Samples.steps("from zero"));
        String page = HtmlReport.ofReplay(List.of(new Replayed(
                Path.of("a.txt"),
                new Repetition(Repetition.Kind.NO_LONGER_FAILS, "nothing breaks"),
                new Counterexample(null, "explorer", 1, then))));
        assertThat(page)
                .contains("0 of 1 counterexample still failing")
                .contains("nothing breaks. What follows is what was recorded.")
                .contains("finding 1, as recorded")
                .doesNotContain("class=\"broken\"");
    }

    /** The ratio that WCAG 2 asks of text, for each colour of text on what it stands on. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void text_canBeReadInLightAndDark(int scheme) {
        String colours = Asset.of("report.css").text().split(":root", -1)[scheme + 1];
        for (String text : List.of("text", "faint", "link", "good", "bad", "doubt")) {
            assertThat(contrast(colours, text, "back")).as(text).isGreaterThan(4.5);
            assertThat(contrast(colours, text, "raised")).as(text).isGreaterThan(4.5);
        }
        assertThat(contrast(colours, "arrow", "raised")).isGreaterThan(3);
        assertThat(contrast(colours, "heretext", "here")).isGreaterThan(4.5);
        assertThat(contrast(colours, "text", "wrong")).isGreaterThan(4.5);
        assertThat(contrast(colours, "changedtext", "changed")).isGreaterThan(4.5);
    }

    private static double contrast(String colours, String one, String other) {
        double first = luminance(colours, one);
        double second = luminance(colours, other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colours, String name) {
        Matcher matcher = COLOUR.matcher(colours);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                int rgb = Integer.parseInt(matcher.group(2), 16);
                return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
            }
        }
        throw new AssertionError("there is no colour " + name);
    }

    private static double linear(int part) {
        double value = (part & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
