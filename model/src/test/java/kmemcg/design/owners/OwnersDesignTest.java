package kmemcg.design.owners;

import static org.assertj.core.api.Assertions.assertThat;

import kmemcg.design.AllocFlag;
import kmemcg.design.DesignBench;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups that own objects themselves: pages of 4096 bytes, batches of 2 pages; an object is charged its size plus 8 bytes. */
class OwnersDesignTest {
    private final DesignBench<OwnersDesign> bench =
            new DesignBench<>(OwnersDesign.class, OwnersDesign::new, Geometry.SMALL);
    private final MemCgroup p = bench.group("P", bench.design.root());
    private final MemCgroup c = bench.group("C", p);
    private final Process inC = bench.process(c);
    private final KmemCache small = bench.accountedCache(192);

    @AfterEach
    void nothingWentWrong() {
        assertThat(bench.findings()).isEmpty();
    }

    private boolean isThere(MemCgroup memcg) {
        return bench.leftovers().contains(memcg.name());
    }

    @Test
    void objectAndStocks_eachHoldTheirGroup() {
        long before = c.css().peekReferences();
        ObjectHandle object = bench.alloc(bench.task0, inC, small);
        assertThat(c.css().peekReferences() - before)
                .as("the object, the stock of pages, the stock of bytes")
                .isEqualTo(3);
        assertThat(bench.design.objStock(0).peekCached()).isSameAs(c);
        assertThat(bench.design.objStock(0).peekBytes()).isEqualTo(3896);
        bench.design.free(bench.task0, object);
        bench.settleAndDrain();
        assertThat(c.css().peekReferences()).isEqualTo(before);
    }

    @Test
    void removedGroup_staysUntilItsLastObjectIsFreed_andIsChargedToItsParents() {
        ObjectHandle object = bench.alloc(bench.task0, inC, small);
        bench.leave(inC);
        bench.remove(c);
        assertThat(isThere(c)).isTrue();
        assertThat(bench.usage(p)).isEqualTo(1);

        bench.design.free(bench.task0, object);
        bench.settleAndDrain();
        assertThat(isThere(c)).isFalse();
        assertThat(bench.usage(p)).isZero();
    }

    @Test
    void pageThatCameBackInParts_goesWithItsGroup() {
        ObjectHandle object = bench.alloc(bench.task0, inC, small);
        bench.design.free(bench.task1, object);
        bench.leave(inC);
        bench.settleAndDrain();
        assertThat(OwnersMemcg.of(c).peekChargedBytes()).isEqualTo(4096);
        assertThat(bench.usage(p)).isEqualTo(1);

        bench.remove(c);
        assertThat(isThere(c)).isFalse();
        assertThat(bench.usage(p)).isZero();
    }

    @Test
    void listOfARemovedGroup_isItsParents_nowAndLater() {
        ObjectHandle listed = bench.alloc(bench.task0, inC, small, AllocFlag.LRU);
        ObjectHandle late = bench.alloc(bench.task0, inC, small, AllocFlag.LRU);
        bench.design.lruAdd(bench.task0, listed);
        bench.leave(inC);
        bench.remove(c);
        assertThat(bench.design.lruAdd(bench.task0, late)).isTrue();
        assertThat(bench.design.shrink(bench.task0, c)).isZero();
        assertThat(bench.design.shrink(bench.task0, p)).isEqualTo(2);
        bench.settleAndDrain();
        assertThat(isThere(c)).isFalse();
    }

    @Test
    void limitOfTheParent_isKeptByReclaimingWhatARemovedGroupHas() {
        ObjectHandle listed = bench.alloc(bench.task0, inC, small, AllocFlag.LRU);
        bench.design.lruAdd(bench.task0, listed);
        bench.leave(inC);
        bench.remove(c);
        bench.machine.run(bench.task0, () -> bench.design.setLimit(bench.task0, p, 0));
        assertThat(listed.peek()).isNull();
    }

    @Test
    void stockOfADeadCpu_isGivenBack() {
        ObjectHandle object = bench.alloc(bench.task1, inC, small);
        bench.leave(inC);
        bench.design.takeCpuDown(bench.task0, 1);
        bench.design.free(bench.task0, object);
        bench.machine.run(bench.task0, () -> bench.design.offline(bench.task0, c));
        bench.settleAndDrain();
        assertThat(isThere(c)).isFalse();
        assertThat(bench.usage(p)).isZero();
    }

    @Test
    void allocationInARemovedGroup_isChargedToIt() {
        bench.remove(c);
        ObjectHandle object = bench.alloc(bench.task0, inC, small);
        assertThat(OwnersMemcg.of(c).memory().peekUsage()).isPositive();
        bench.leave(inC);
        bench.design.free(bench.task0, object);
        bench.settleAndDrain();
        assertThat(isThere(c)).isFalse();
    }

    @Test
    void group_isNotMadeWithoutItsList() {
        bench.task0.failAllocation(2);
        assertThat(bench.design.mkdir(bench.task0, "D", p)).isNull();
        bench.machine.settle();
        assertThat(bench.leftovers()).noneMatch(name -> name.contains("memcg D"));
    }
}
