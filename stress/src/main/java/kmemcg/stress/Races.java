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
    private static final Map<Class<?>, Predicate<Vocabulary>> NEEDS = Map.ofEntries(
            entry(AttachOfflineRace.class, Verb.ATTACH, Verb.OFFLINE),
            entry(ChargeOfflineRace.class, Verb.ALLOC, Verb.FREE, Verb.OFFLINE),
            entry(DestroyCacheOfflineRace.class, Verb.ALLOC, Verb.FREE, Verb.DESTROY_CACHE, Verb.OFFLINE),
            entry(FirstUseRace.class, Verb.ALLOC, Verb.FREE),
            entry(KfreeOfflineRace.class, Verb.ALLOC, Verb.FREE, Verb.OFFLINE),
            entry(LastObjectsRace.class, Verb.ALLOC, Verb.FREE, Verb.OFFLINE),
            Map.entry(
                    LimitChargeRace.class,
                    words -> has(words, Verb.ALLOC, Verb.FREE, Verb.LIMIT) && words.has(AllocFlag.ATOMIC)),
            entry(ListLruAddOfflineRace.class, Verb.ALLOC, Verb.LRU_ADD, Verb.SHRINK, Verb.OFFLINE),
            entry(PageChargeOfflineRace.class, Verb.PAGE, Verb.OFFLINE),
            entry(ReclaimOfflineRace.class, Verb.PAGE, Verb.RECLAIM, Verb.OFFLINE),
            entry(ReclaimReclaimRace.class, Verb.PAGE, Verb.RECLAIM),
            entry(SlabinfoOfflineRace.class, Verb.ALLOC, Verb.FREE, Verb.SLABINFO, Verb.OFFLINE),
            entry(StockDrainDrainRace.class, Verb.ALLOC, Verb.FREE, Verb.DRAIN),
            entry(UnmapReclaimRace.class, Verb.PAGE, Verb.UNMAP, Verb.RECLAIM));

    /** Those about the memory of some designs, or about what only some tell in this way. */
    private static final Map<Class<?>, Set<String>> OWN = Map.of(
            OwnerVectorRace.class, Set.of("objcg"),
            SlabinfoOfflineRace.class, Set.of("scalable", "reparent"));

    private Races() {}

    /** The names of the races for a design; those that are about the machine or a single kernel object are for all. */
    static Set<String> of(String design, Vocabulary vocabulary) {
        Set<String> names = new TreeSet<>(TestList.tests());
        NEEDS.forEach((race, need) -> names.removeIf(name -> name.equals(race.getName()) && !need.test(vocabulary)));
        OWN.forEach((race, owner) -> names.removeIf(name -> name.equals(race.getName()) && !owner.contains(design)));
        return names;
    }

    private static Map.Entry<Class<?>, Predicate<Vocabulary>> entry(Class<?> race, Verb... needed) {
        return Map.entry(race, words -> has(words, needed));
    }

    private static boolean has(Vocabulary vocabulary, Verb... verbs) {
        return Stream.of(verbs).allMatch(vocabulary::has);
    }
}
