package kmemcg.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kmemcg.campaign.Quarry;
import kmemcg.campaign.Trail;
import kmemcg.campaign.Trail.Stage;
import kmemcg.campaign.Trail.Trial;
import kmemcg.design.Catalogue;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HuntMatrixTest {
    private static final Quarry BUG =
            Quarry.of(Catalogue.bug("stock-lock-recursion").orElseThrow());

    private static final Violation FOUND = new Violation(
            BUG.scenario(), List.of(new Finding(Invariant.PROGRESS, "deadlock", "waits for itself")), List.of());

    private static final Trail TRAIL = new Trail(
            BUG,
            List.of(
                    new Trial(Stage.UNDIRECTED, verdict("sequences", Outcome.HOLDS, null), null),
                    new Trial(Stage.UNDIRECTED, verdict("explorer", Outcome.VIOLATED, FOUND), Path.of("a,b.txt"))));

    private static Verdict verdict(String engine, Outcome outcome, @Nullable Violation violation) {
        return new Verdict(engine, outcome, 7, "tries", Duration.ofMillis(1_500), violation, "");
    }

    @Test
    void matrix_tellsNotFoundFromNotAsked() {
        assertThat(HuntMatrix.text(List.of(TRAIL), List.of("sequences", "explorer"), false))
                .isEqualTo("""
                bug                   sequences  explorer  sequences directed  explorer directed
                stock-lock-recursion          -     1.5 s
                """);
    }

    @Test
    void csv_hasALineForEachSearch() {
        assertThat(HuntMatrix.csv(List.of(TRAIL))).isEqualTo("""
                bug,design,expected,stage,engine,outcome,found,broken,tries,unit,seconds,counterexample
                stock-lock-recursion,objcg,PROGRESS,undirected,sequences,HOLDS,false,,7,tries,1.500,
                stock-lock-recursion,objcg,PROGRESS,undirected,explorer,VIOLATED,true,PROGRESS,7,tries,1.500,"a,b.txt"
                """);
    }
}
