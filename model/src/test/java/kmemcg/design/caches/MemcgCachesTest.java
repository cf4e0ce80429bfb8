package kmemcg.design.caches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.design.Catalogue;
import kmemcg.design.Verb;
import kmemcg.design.handshake.DanglingDesign;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What the designs with a cache for each group and kind have alike. */
@ParameterizedClass
@ValueSource(strings = {"dead-handshake", "dangling", "percache", "scalable", "reparent-2014", "reparent"})
final class MemcgCachesTest {
    private static final int PAGE = 4096;

    private final Bench bench;
    private final MemCgroup p;
    private final MemCgroup c;

    MemcgCachesTest(String design) {
        bench = new Bench(Catalogue.design(design).orElseThrow().factory());
        p = bench.group("P", bench.design.root());
        c = bench.group("C", p);
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void firstAllocation_isServedByTheRootCache_theNextByTheGroups() {
        KmemCache cache = bench.accountedCache(PAGE);
        Process inC = bench.process(c);
        ObjectHandle first = bench.alloc(bench.task0, inC, cache);
        assertThat(bench.found(cache)).isEmpty();
        bench.machine.settle();
        ObjectHandle second = bench.alloc(bench.task0, inC, cache);

        assertThat(bench.found(cache)).hasSize(1);
        assertThat(Bench.cacheOf(first)).isSameAs(cache);
        assertThat(Bench.cacheOf(second)).isSameAs(bench.found(cache).get(0));
        assertThat(bench.usage(c)).isEqualTo(1);
        assertThat(bench.usage(p)).isEqualTo(1);
        assertThat(bench.usage(bench.design.root())).isEqualTo(1);
    }

    @Test
    void allocation_thatIsNotToBeCharged_makesNoCache() {
        KmemCache accounted = bench.accountedCache(PAGE);
        KmemCache plain = bench.cache(PAGE);
        Process inC = bench.process(c);
        bench.alloc(bench.task0, inC, accounted, AllocFlag.NOACCOUNT);
        bench.alloc(bench.task0, inC, plain);
        bench.machine.settle();
        assertThat(bench.found(accounted)).isEmpty();
        assertThat(bench.found(plain)).isEmpty();
        bench.alloc(bench.task0, inC, plain, AllocFlag.ACCOUNT);
        bench.machine.settle();
        assertThat(bench.found(plain)).hasSize(1);
    }

    @Test
    void severalFirstAllocations_makeOneCache() {
        KmemCache cache = bench.accountedCache(PAGE);
        Process inC = bench.process(c);
        bench.alloc(bench.task0, inC, cache);
        bench.alloc(bench.task1, inC, cache);
        bench.machine.settle();
        assertThat(MemcgCache.of(cache).peekChildren()).hasSize(1);
    }

    @Test
    void onePage_isCharged_whateverIsOnIt_andStaysWhenItIsEmpty() {
        KmemCache cache = bench.accountedCache(PAGE / 2);
        Process inC = bench.process(c);
        bench.warmUp(inC, cache);
        ObjectHandle first = bench.alloc(bench.task0, inC, cache);
        ObjectHandle second = bench.alloc(bench.task0, inC, cache);
        assertThat(bench.usage(c)).isEqualTo(1);
        ObjectHandle third = bench.alloc(bench.task0, inC, cache);
        assertThat(bench.usage(c)).isEqualTo(2);
        bench.design.free(bench.task0, first);
        bench.design.free(bench.task0, second);
        assertThat(bench.usage(c)).as("one empty page is kept").isEqualTo(2);
        bench.design.free(bench.task0, third);
        assertThat(bench.usage(c)).as("and no second one").isEqualTo(1);
    }

    @Test
    void objectsAboveAPage_areChargedAsTwo() {
        KmemCache cache = bench.accountedCache(2 * PAGE);
        Process inC = bench.process(c);
        bench.warmUp(inC, cache);
        bench.alloc(bench.task0, inC, cache);
        assertThat(bench.usage(c)).isEqualTo(2);
    }

    @Test
    void charge_atTheLimit_fails_unlessItMust() {
        KmemCache cache = bench.accountedCache(PAGE);
        Process inC = bench.process(c);
        bench.warmUp(inC, cache);
        assertThat(bench.design.setLimit(bench.task0, c, 1)).isTrue();
        bench.alloc(bench.task0, inC, cache);
        assertThat(bench.alloc(bench.task0, inC, cache).peek()).isNull();
        assertThat(bench.usage(p)).isEqualTo(1);
        assertThat(bench.alloc(bench.task0, inC, cache, AllocFlag.NOFAIL).peek())
                .isNotNull();
        assertThat(bench.usage(c)).isEqualTo(2);
        assertThat(bench.design.setLimit(bench.task0, c, 1)).isFalse();
    }

    @Test
    void arraysGrow_withTheIds_andKeepWhatTheyHold() {
        KmemCache cache = bench.accountedCache(PAGE);
        Process inC = bench.process(c);
        bench.warmUp(inC, cache);
        MemcgCache child = bench.found(cache).get(0);
        CacheArray small = Bench.array(cache);
        bench.group("D", p);
        CacheArray large = Bench.array(cache);
        assertThat(large.size()).isGreaterThan(small.size());
        assertThat(bench.found(cache)).containsExactly(child);
        assertThat(small.birth().isFreed()).as("a reader may look into it").isFalse();
        bench.machine.settle();
        assertThat(small.birth().isFreed()).isTrue();
    }

    @Test
    void ids_areGivenAgain() {
        long id = c.kmemcgId().peek();
        bench.remove(c);
        MemCgroup d = bench.group("D", p);
        assertThat(d.kmemcgId().peek()).isEqualTo(id);
    }

    @Test
    void mkdir_withoutMemoryForArrays_leavesNothing() {
        KmemCache cache = bench.accountedCache(PAGE);
        int slots = Bench.array(cache).size();
        bench.task0.failAllocation(2); // the group's is the first
        assertThat(bench.design.mkdir(bench.task0, "D", p)).isNull();
        bench.machine.settle();
        assertThat(bench.leftovers()).doesNotContain("memcg D");
        assertThat(Bench.array(cache).size()).isEqualTo(slots);
    }

    @Test
    void creation_withoutMemory_leavesTheRootCacheServing() {
        KmemCache cache = bench.accountedCache(PAGE);
        Process inC = bench.process(c);
        bench.task0.failAllocation(1);
        ObjectHandle object = bench.alloc(bench.task0, inC, cache);
        bench.machine.settle();
        assertThat(object.peek()).isNotNull();
        assertThat(bench.found(cache)).isEmpty();
    }

    @Test
    void createCache_withoutMemory_leavesNothing() {
        int before = bench.leftovers().size();
        for (int nth = 1; nth <= 2; nth++) {
            bench.task0.failAllocation(nth);
            assertThat(bench.design.createCache(bench.task0, "cache", PAGE, Set.of(CacheFlag.ACCOUNT)))
                    .isNull();
        }
        assertThat(bench.leftovers()).hasSize(before);
    }

    @Test
    void creation_forAGroupThatIsGoneByThen_makesNothing() {
        KmemCache cache = bench.accountedCache(PAGE);
        Process inC = bench.process(c);
        bench.alloc(bench.task0, inC, cache);
        bench.leave(inC);
        bench.design.rmdir(bench.task1, c);
        bench.machine.settle();
        assertThat(bench.isThere(c)).isFalse();
        assertThat(bench.found(cache)).isEmpty();
    }

    @Test
    void destroyedCache_takesItsChildrenAlong_ofRemovedGroupsToo() {
        int before = bench.leftovers().size();
        KmemCache cache = bench.accountedCache(PAGE);
        Process inC = bench.process(c);
        Process inP = bench.process(p);
        bench.warmUp(inC, cache);
        bench.warmUp(inP, cache);
        ObjectHandle object = bench.alloc(bench.task0, inC, cache);
        bench.leave(inC);
        bench.remove(c);
        assertThat(bench.design.destroyCache(bench.task0, cache))
                .as("an object is left")
                .isFalse();
        bench.design.free(bench.task0, object);
        bench.machine.settle();
        bench.cache(PAGE, CacheFlag.ACCOUNT);
        assertThat(bench.design.destroyCache(bench.task0, cache)).isTrue();
        bench.machine.settle();
        bench.leave(inP);
        int ended = hasLists() ? 3 : 2;
        assertThat(bench.leftovers()).hasSize(before - ended).doesNotContain("memcg C", "list_lru memcg C");
    }

    @Test
    void pagesUnderRcu_areUnchargedAGracePeriodLater() {
        KmemCache cache = bench.cache(PAGE, CacheFlag.ACCOUNT, CacheFlag.TYPESAFE);
        Process inC = bench.process(c);
        bench.warmUp(inC, cache);
        ObjectHandle first = bench.alloc(bench.task0, inC, cache);
        ObjectHandle second = bench.alloc(bench.task0, inC, cache);
        bench.design.free(bench.task0, first);
        bench.design.free(bench.task0, second);
        assertThat(bench.usage(c)).isEqualTo(2);
        bench.machine.settle();
        assertThat(bench.usage(c)).isEqualTo(1);
        bench.machine.run(bench.task0, () -> assertThat(bench.design.destroyCache(bench.task0, cache))
                .isTrue());
        bench.machine.settle();
        assertThat(bench.usage(c)).isZero();
        assertThat(bench.leftovers()).doesNotContain(cache.name());
    }

    @Test
    void vocabulary_hasWordsForListsWhereThereAreLists_andNoneForStocks() {
        assertThat(bench.design.vocabulary())
                .doesNotContain(Verb.DRAIN, Verb.CPU_OFFLINE)
                .contains(Verb.CREATE_CACHE, Verb.DESTROY_CACHE, Verb.ALLOC, Verb.BULK_FREE);
        assertThat(bench.design.vocabulary().contains(Verb.LRU_ADD)).isEqualTo(hasLists());
        assertThat(bench.design.vocabulary().contains(Verb.LRU_DEL)).isEqualTo(hasLists());
        assertThat(bench.design.vocabulary().contains(Verb.SHRINK))
                .isEqualTo(hasLists() || bench.design instanceof DanglingDesign);
    }

    private boolean hasLists() {
        return bench.design instanceof ListedCachesDesign;
    }
}
