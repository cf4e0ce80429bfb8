package kmemcg.design.optin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import kmemcg.design.AllocFlag;
import kmemcg.design.DesignBench;
import kmemcg.machine.Ref;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.memcg.ResMemcg;
import kmemcg.slab.ChainedSlab;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Copies of caches, what they are charged, and where their pages go. */
class OptinDesignTest {
    private static final int HALF = 2048;
    private static final int PAGE = 4096;

    private final DesignBench<OptinDesign> bench =
            new DesignBench<>(OptinDesign.class, OptinDesign::new, Geometry.SMALL);
    private final KmemCache halves = bench.accountedCache(HALF);
    private final KmemCache pages = bench.accountedCache(PAGE);
    private final MemCgroup root = bench.design.root();
    private final MemCgroup p = bench.group("P", root);
    private final MemCgroup c = bench.group("C", p);
    private final Process inC = bench.process(c);

    @AfterEach
    void nothingWentWrong() {
        assertThat(bench.findings()).isEmpty();
    }

    private ObjectHandle alloc(KmemCache cache, AllocFlag... flags) {
        return bench.alloc(bench.task0, inC, cache, flags);
    }

    private void free(ObjectHandle handle) {
        assertThat(bench.design.free(bench.task0, handle)).isTrue();
    }

    private static long usage(MemCgroup memcg) {
        return ResMemcg.of(memcg).res().peekUsage();
    }

    private static MemcgCache copy(MemCgroup memcg, KmemCache cache) {
        Ref<MemcgCache> slot = OptinMemcg.of(memcg).peekSlots().get(((MemcgCache) cache).index());
        return Objects.requireNonNull(slot.peek());
    }

    private static MemcgCache owner(ObjectHandle handle) {
        ChainedSlab slab = (ChainedSlab) Objects.requireNonNull(handle.peek()).slab();
        return (MemcgCache) Objects.requireNonNull(slab.peekOwner());
    }

    private void removeC() {
        bench.leave(inC);
        bench.remove(c);
    }

    @Test
    void newGroup_hasACopyOfEachRegisteredCache_andRootHasTheCachesThemselves() {
        assertThat(copy(c, halves).memcg()).isSameAs(c);
        assertThat(copy(c, halves).kind()).isSameAs(halves);
        assertThat(copy(c, pages)).isNotSameAs(copy(p, pages));
        assertThat(copy(root, pages)).isSameAs(pages);
        assertThat(c.css().peekReferences()).isEqualTo(1 + 1 + 2); // itself, the process, two copies
    }

    @Test
    void page_isChargedOnce_forAllObjectsOnIt_atEveryLevel() {
        ObjectHandle first = alloc(halves);
        ObjectHandle second = alloc(halves);
        assertThat(usage(c)).isEqualTo(1);
        assertThat(usage(root)).isEqualTo(1);
        free(first);
        assertThat(usage(c)).isEqualTo(1);
        free(second);
        assertThat(usage(c)).isZero();
        assertThat(usage(root)).isZero();
    }

    @Test
    void untrackedAllocations_chargeNobody() {
        alloc(pages, AllocFlag.NOACCOUNT);
        bench.alloc(bench.task0, bench.process(root), pages);
        bench.alloc(bench.task0, inC, bench.cache(PAGE));
        assertThat(usage(root)).isZero();
    }

    @Test
    void chargeAtTheLimit_failsTheAllocation_butFreesWhatIsListedFirst() {
        assertThat(bench.design.setLimit(bench.task0, p, 1)).isTrue();
        ObjectHandle listed = alloc(pages, AllocFlag.LRU);
        assertThat(bench.design.lruAdd(bench.task0, listed)).isTrue();
        assertThat(alloc(pages, AllocFlag.ATOMIC).peek()).isNull();
        assertThat(listed.peek()).isNotNull();
        assertThat(alloc(pages).peek()).isNotNull();
        assertThat(listed.peek()).isNull();
        assertThat(alloc(pages).peek()).isNull();
        assertThat(alloc(pages, AllocFlag.NOFAIL).peek()).isNotNull();
        assertThat(usage(p)).isEqualTo(2);
    }

    @Test
    void lowerLimit_isRefused_unlessWhatIsListedMakesRoom() {
        ObjectHandle listed = alloc(pages, AllocFlag.LRU);
        ObjectHandle kept = alloc(pages);
        bench.design.lruAdd(bench.task0, listed);
        assertThat(bench.design.setLimit(bench.task0, p, 0)).isFalse();
        assertThat(listed.peek()).isNull();
        assertThat(ResMemcg.of(p).res().peekLimit()).isEqualTo(Long.MAX_VALUE);
        assertThat(bench.design.setLimit(bench.task0, p, 1)).isTrue();
        assertThat(kept.peek()).isNotNull();
    }

    @Test
    void removal_movesPartialPages_andTheGroupGoes() {
        ObjectHandle object = alloc(halves);
        removeC();
        assertThat(bench.leftovers()).doesNotContain("memcg C");
        assertThat(owner(object)).isSameAs(copy(p, halves));
        assertThat(usage(p)).isEqualTo(1);
        free(object);
        assertThat(usage(p)).isZero();
        assertThat(usage(root)).isZero();
    }

    @Test
    void fullPage_keepsTheRemovedGroup_andGoesOverWithItsFirstFree() {
        ObjectHandle first = alloc(halves);
        ObjectHandle second = alloc(halves);
        removeC();
        assertThat(owner(first).memcg()).isSameAs(c);
        assertThat(usage(p)).isEqualTo(1);
        assertThat(bench.leftovers()).contains("memcg C");

        free(first);
        bench.machine.settle();
        assertThat(owner(second)).isSameAs(copy(p, halves));
        assertThat(bench.leftovers()).doesNotContain("memcg C");
        free(second);
        assertThat(usage(p)).isZero();
    }

    @Test
    void fullPage_whoseParentIsRemovedToo_goesOnToTheRoot_whichPaysForNothing() {
        ObjectHandle object = alloc(pages);
        removeC();
        bench.remove(p);
        assertThat(usage(root)).isEqualTo(1);
        free(object);
        bench.machine.settle();
        assertThat(usage(root)).isZero();
        assertThat(bench.leftovers()).doesNotContain("memcg C", "memcg P");
    }

    @Test
    void pagesThatGoToTheRoot_areUnchargedThere() {
        bench.design.attach(bench.task0, inC, p);
        bench.remove(c);
        ObjectHandle object = alloc(halves);
        bench.leave(inC);
        bench.remove(p);
        assertThat(owner(object)).isSameAs(halves);
        assertThat(usage(root)).isZero();
        free(object);
        assertThat(usage(root)).isZero();
    }

    @Test
    void allocation_inAGroupThatIsRemoved_isServedByTheParent() {
        bench.remove(c);
        ObjectHandle object = alloc(pages);
        assertThat(owner(object)).isSameAs(copy(p, pages));
        assertThat(usage(p)).isEqualTo(1);
    }

    @Test
    void lists_areHandedToTheParent() {
        ObjectHandle listed = alloc(halves, AllocFlag.LRU);
        bench.design.lruAdd(bench.task0, listed);
        removeC();
        assertThat(bench.design.shrink(bench.task0, root)).isZero();
        assertThat(bench.design.shrink(bench.task0, p)).isEqualTo(1);
        assertThat(usage(p)).isZero();
    }

    @Test
    void copyThatCouldNotBeHad_isReplacedByTheParents() {
        bench.task0.failAllocation(2); // the group, then its first copy
        MemCgroup d = bench.group("D", c);
        Process inD = bench.process(d);
        ObjectHandle object = bench.alloc(bench.task0, inD, halves);
        assertThat(owner(object)).isSameAs(copy(c, halves));
        bench.leave(inD);
        bench.remove(d);
        assertThat(bench.leftovers()).doesNotContain("memcg D");
    }
}
