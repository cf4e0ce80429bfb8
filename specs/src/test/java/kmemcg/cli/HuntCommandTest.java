package kmemcg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kmemcg.campaign.Fakes;
import kmemcg.campaign.Fakes.FakeEngine;
import kmemcg.engine.Engine;
import kmemcg.engine.Verdict;
import kmemcg.machine.Invariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuntCommandTest {
    private static final Engine SEQUENCES = Fakes.onlyDirected(Fakes.breaks("sequences", Invariant.REFERENCES));
    private static final Engine LINCHECK = new FakeEngine("lincheck", (subject, search) -> {
        Verdict found = Fakes.breaks("lincheck", Invariant.BOUNDS);
        return subject.name().equals("bug-a") ? found : Fakes.holds("lincheck", 9);
    });

    @TempDir
    private Path folder = Path.of("");

    private String text(String expected) {
        return expected.replace("DIR", folder.toString());
    }

    @Test
    void eachBugFound_isATableASumAndSuccess() {
        Ran ran = Ran.with(new Engine[] {SEQUENCES, LINCHECK}, "hunt", "--out", folder.toString());
        assertThat(ran.out()).isEqualToNormalizingNewlines(text("""
                2 bugs with sequences, lincheck; seed 1, effort 1.0, budget 9 min 00 s

                bug    expected            found by   how         tries             time  file
                bug-a  BOUNDS, ONE_CHARGE  lincheck   undirected     17  programs  1.8 s  DIR/bug-a-lincheck.txt
                bug-b  REFERENCES          sequences  directed       17  programs  3.3 s  DIR/directed/bug-b-sequences.txt

                2 of 2 found, 1 undirected
                """));
        assertThat(ran.code()).isZero();
    }

    @Test
    void bugNotFoundOrOtherwise_isFailure() {
        Ran ran = Ran.with(new Engine[] {LINCHECK}, "hunt", "--out", folder.toString());
        assertThat(ran.out()).endsWith(text("""
                bug    expected            found by  how         tries              time  file
                bug-a  BOUNDS, ONE_CHARGE  lincheck  undirected     17  programs  250 ms  DIR/bug-a-lincheck.txt
                bug-b  REFERENCES          -         -               -             3.0 s  NOT FOUND

                1 of 2 found, 1 undirected
                """));
        assertThat(ran.code()).isEqualTo(1);

        Engine other = Fakes.always(Fakes.breaks("races", Invariant.PROGRESS));
        Ran unexpected = Ran.with(new Engine[] {other}, "hunt", "bug-b", "--out", folder.toString());
        assertThat(unexpected.out()).endsWith(text("""
                bug    expected    found by  how  tries      time  file
                bug-b  REFERENCES  -         -        -    500 ms  NOT FOUND
                bug-b, races undirected: found PROGRESS, which is not expected: DIR/unexpected/bug-b-races.txt
                bug-b, races directed: found PROGRESS, which is not expected: DIR/directed/unexpected/bug-b-races.txt

                0 of 1 found, 0 undirected
                """));
        assertThat(unexpected.code()).isEqualTo(1);
    }

    @Test
    void failedEngine_isToolErrorWithItsNote() {
        Engine found = Fakes.always(Fakes.breaks("lincheck", Invariant.BOUNDS));
        Ran ran =
                Ran.with(new Engine[] {Fakes.broken("sequences"), found}, "hunt", "bug-a", "--out", folder.toString());
        assertThat(ran.out()).contains("bug-a, sequences undirected: tool error: java.lang.IllegalStateException");
        assertThat(ran.code()).isEqualTo(4);
    }

    @Test
    void searchCutShort_isInconclusive() {
        Engine[] engines = {Fakes.always(Fakes.bounded("races"))};
        assertThat(Ran.with(engines, "hunt", "bug-a", "--out", folder.toString())
                        .code())
                .isEqualTo(3);
    }

    @Test
    void unknownBug_isWrongUsage() {
        assertThat(Ran.with(new Engine[] {LINCHECK}, "hunt", "bug-aa"))
                .returns(2, Ran::code)
                .extracting(Ran::err)
                .asString()
                .contains("there is no bug bug-aa")
                .contains("take bug-a");
    }
}
