package kmemcg.stress;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.Verb;
import kmemcg.design.Vocabulary;
import org.openjdk.jcstress.infra.runners.TestList;

/** Which races mean something for a design: those that ask for no word it does not have, nor look into another one's memory. */
final class Races {
    private static final Map<Class<?>, Predicate<Vocabulary>> NEEDS = Map.of(
            ChargeOfflineRace.class, words -> has(words, Verb.ALLOC, Verb.FREE, Verb.OFFLINE),
            KfreeOfflineRace.class, words -> has(words, Verb.ALLOC, Verb.FREE, Verb.OFFLINE),
            LimitChargeRace.class,
                    words -> has(words, Verb.ALLOC, Verb.FREE, Verb.LIMIT) && words.has(AllocFlag.ATOMIC),
            ListLruAddOfflineRace.class, words -> has(words, Verb.ALLOC, Verb.LRU_ADD, Verb.SHRINK, Verb.OFFLINE),
            StockDrainDrainRace.class, words -> has(words, Verb.ALLOC, Verb.FREE, Verb.DRAIN));

    private static final Map<Class<?>, String> OWN = Map.of(OwnerVectorRace.class, "objcg");

    private Races() {}

    /** The names of the races for a design; those that are about the machine or a single kernel object are for all. */
    static Set<String> of(String design, Vocabulary vocabulary) {
        Set<String> names = new TreeSet<>(TestList.tests());
        NEEDS.forEach((race, need) -> names.removeIf(name -> name.equals(race.getName()) && !need.test(vocabulary)));
        OWN.forEach((race, owner) -> names.removeIf(name -> name.equals(race.getName()) && !owner.equals(design)));
        return names;
    }

    private static boolean has(Vocabulary vocabulary, Verb... verbs) {
        return Stream.of(verbs).allMatch(vocabulary::has);
    }
}
