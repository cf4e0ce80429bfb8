package kmemcg.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kmemcg.campaign.Inventory;
import kmemcg.design.Catalogue;
import kmemcg.design.DesignEntry;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.runners.TestList;

class RacesEngineTest {
    private static final RaceResult GOOD = new RaceResult("kmemcg.stress.Good", true, 10, List.of());
    private static final RaceResult BAD =
            new RaceResult("kmemcg.stress.Bad", false, 10, List.of("outcome 1, 0 seen 3 times: lost"));
    private static final RaceResult EMPTY = new RaceResult("kmemcg.stress.Empty", true, 0, List.of());

    private static Verdict judge(RaceResult... results) {
        return RacesEngine.judge(List.of(results), Set.of("kmemcg.stress.Good"), System.nanoTime());
    }

    @Test
    void allExpectedRan_holds() {
        assertThat(judge(GOOD).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(judge(GOOD).tries()).isEqualTo(10);
    }

    @Test
    void expectedRaceMissing_isToolError() {
        assertThat(judge().outcome()).isEqualTo(Outcome.TOOL_ERROR);
        assertThat(judge().note()).isEqualTo("did not run: Good");
    }

    @Test
    void expectedRaceWithoutSamples_isToolError() {
        Verdict verdict = RacesEngine.judge(List.of(EMPTY), Set.of("kmemcg.stress.Empty"), System.nanoTime());
        assertThat(verdict.outcome()).isEqualTo(Outcome.TOOL_ERROR);
    }

    @Test
    void forbiddenOutcome_isViolationEvenIfAnotherIsMissing() {
        assertThat(judge(BAD).outcome()).isEqualTo(Outcome.VIOLATED);
        assertThat(judge(BAD).note()).isEqualTo("Bad: outcome 1, 0 seen 3 times: lost");
    }

    @Test
    void everyRaceOfThisModule_isRegistered() {
        assertThat(TestList.tests()).hasSize(18).allMatch(name -> name.endsWith("Race"));
    }

    @Test
    void racesOfADesign_askForNoWordThatItDoesNotHave() {
        assertThat(Races.of("objcg", Vocabulary.of(EnumSet.allOf(Verb.class)))).hasSize(17);
        assertThat(Races.of("other", Vocabulary.of(EnumSet.allOf(Verb.class)))).hasSize(16);
        assertThat(Races.of("other", Vocabulary.of(EnumSet.of(Verb.ALLOC, Verb.FREE, Verb.OFFLINE))))
                .containsExactly(
                        "kmemcg.stress.ChargeOfflineRace",
                        "kmemcg.stress.CssTrygetLastPutRace",
                        "kmemcg.stress.FirstUseRace",
                        "kmemcg.stress.KfreeOfflineRace",
                        "kmemcg.stress.LastObjectsRace",
                        "kmemcg.stress.RcuGuaranteeRace",
                        "kmemcg.stress.SetMaxChargeRace");
    }

    /** Beside those about the machine or a single kernel object, which are the same for all. */
    @Test
    void everyDesign_hasFourRacesOrMore() {
        Set<String> common = Races.of("none", Vocabulary.of(Set.of()));
        for (DesignEntry design : Catalogue.designs()) {
            Set<String> races =
                    Races.of(design.name(), Inventory.subject(design).vocabulary());
            races.removeAll(common);
            assertThat(races).as(design.name()).hasSizeGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void noRaceHasThreeActors_orItWouldBeSkippedOnTwoCpus() {
        assertThat(TestList.tests()).allMatch(name -> TestList.getInfo(name).threads() <= 2);
    }
}
