package kmemcg.design.objcg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import kmemcg.design.AllocFlag;
import kmemcg.lru.Link;
import kmemcg.lru.ListLruOne;
import kmemcg.lru.ShrinkerMaps;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The list_lru, its reparenting, and the bits that announce it. */
class ListsTest {
    private final Bench bench = Bench.ofDesign();
    private final MemCgroup p = bench.group("P", bench.design.root());
    private final MemCgroup c = bench.group("C", p);
    private final Process inC = bench.process(c);
    private final KmemCache cache = bench.accountedCache(192);

    @AfterEach
    void nothingWentWrong() {
        assertThat(bench.findings()).isEmpty();
        assertThat(bench.design.lru().peekTotal())
                .isEqualTo(bench.design.lru().peekLinks().size());
    }

    private ObjectHandle listed() {
        ObjectHandle handle = unlisted();
        assertThat(bench.design.lruAdd(bench.task0, handle)).isTrue();
        return handle;
    }

    private ObjectHandle unlisted() {
        return bench.alloc(bench.task0, inC, cache, AllocFlag.LRU);
    }

    private long items(MemCgroup memcg) {
        long id = memcg.kmemcgId().peek();
        ListLruOne list = id == MemCgroup.ROOT_ID
                ? bench.design.lru().peekRootList()
                : Objects.requireNonNull(bench.design.lru().peekLists().get(id));
        long linked = bench.design.lru().peekLinks().stream()
                .map(Link::list)
                .filter(other -> other == list)
                .count();
        assertThat(list.peekItems()).isEqualTo(linked);
        return linked;
    }

    @Test
    void allocationForAList_makesThoseOfAllAncestors() {
        unlisted();
        assertThat(bench.design.lru().peekLists().values())
                .extracting(ListLruOne::peekOwner)
                .containsExactlyInAnyOrder(p, c);
    }

    @Test
    void item_isOnOneListAtMost() {
        ObjectHandle handle = listed();
        assertThat(bench.design.lruAdd(bench.task0, handle)).isFalse();
        assertThat(items(c)).isEqualTo(1);
        assertThat(bench.design.lruDel(bench.task0, handle)).isTrue();
        assertThat(bench.design.lruDel(bench.task0, handle)).isFalse();
        assertThat(items(c)).isZero();
    }

    @Test
    void object_thatWasNotAllocatedForLists_isNotListed() {
        assertThat(bench.design.lruAdd(bench.task0, bench.alloc(bench.task0, inC, cache)))
                .isFalse();
        assertThat(bench.design.lruAdd(bench.task0, bench.handle("empty"))).isFalse();
    }

    @Test
    void free_ofAListedObject_unlinksIt() {
        ObjectHandle handle = listed();
        assertThat(bench.design.free(bench.task0, handle)).isTrue();
        assertThat(items(c)).isZero();
    }

    @Test
    void bit_isSetWithTheFirstItem_andClearedOnlyByAShrinkerThatFindsNothing() {
        assertThat(ShrinkerMaps.peekAnnounced(c)).isFalse();
        ObjectHandle handle = listed();
        assertThat(ShrinkerMaps.peekAnnounced(c)).isTrue();
        assertThat(ShrinkerMaps.peekAnnounced(p)).isFalse();
        bench.design.lruDel(bench.task0, handle);
        assertThat(ShrinkerMaps.peekAnnounced(c)).isTrue();
        assertThat(bench.design.shrink(bench.task0, c)).isZero();
        assertThat(ShrinkerMaps.peekAnnounced(c)).isFalse();
    }

    @Test
    void shrink_freesWhatNobodyUses() {
        ObjectHandle free = listed();
        ObjectHandle used = listed();
        var object = Objects.requireNonNull(used.take());
        assertThat(bench.design.shrink(bench.task0, c)).isEqualTo(1);
        assertThat(free.peek()).isNull();
        assertThat(items(c)).isEqualTo(1);
        used.put(object);
        assertThat(bench.design.shrink(bench.task0, c)).isEqualTo(1);
    }

    @Test
    void removal_movesItemsToTheParent_andAnnouncesThem() {
        ObjectHandle before = listed();
        ObjectHandle after = unlisted();
        bench.leave(inC);
        bench.remove(c);
        assertThat(items(p)).isEqualTo(1);
        assertThat(ShrinkerMaps.peekAnnounced(p)).isTrue();
        assertThat(bench.design.lru().peekLists()).hasSize(1);

        bench.design.lruAdd(bench.task0, after);
        assertThat(items(p)).isEqualTo(2);
        bench.design.lruDel(bench.task0, before);
        assertThat(items(p)).isEqualTo(1);
        assertThat(bench.design.shrink(bench.task0, p)).isEqualTo(1);
    }

    @Test
    void idOfARemovedGroup_isThatOfItsNearestLivingAncestor() {
        listed();
        bench.remove(c);
        assertThat(c.kmemcgId().peek()).isEqualTo(p.kmemcgId().peek()).isNotEqualTo(MemCgroup.ROOT_ID);
        bench.remove(p);
        assertThat(c.kmemcgId().peek()).isEqualTo(MemCgroup.ROOT_ID);
        assertThat(items(c)).isEqualTo(1);
        assertThat(bench.design.lru().peekLists()).isEmpty();
        assertThat(bench.design.shrink(bench.task0, bench.design.root())).isEqualTo(1);
    }

    @Test
    void shrink_ofARemovedGroup_doesNothing() {
        listed();
        bench.remove(c);
        assertThat(bench.design.shrink(bench.task0, c)).isZero();
        assertThat(items(p)).isEqualTo(1);
    }
}
