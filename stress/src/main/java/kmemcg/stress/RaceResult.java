package kmemcg.stress;

import java.util.List;

/**
 * What JCStress says of one race.
 *
 * @param name the class of the race
 * @param passed whether only accepted outcomes were seen and the test itself ran through
 * @param samples how often both actors ran
 * @param forbidden the outcomes and errors that were not accepted, readable
 */
record RaceResult(String name, boolean passed, long samples, List<String> forbidden) {
    RaceResult {
        forbidden = List.copyOf(forbidden);
    }
}
