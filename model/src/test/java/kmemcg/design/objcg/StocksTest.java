package kmemcg.design.objcg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import kmemcg.design.AllocFlag;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Page stocks and byte stocks: pages of 4096 bytes, batches of 2 pages; an object is charged its size plus 8 bytes. */
class StocksTest {
    private final Bench bench = Bench.ofDesign();
    private final MemCgroup c = bench.group("C", bench.design.root());
    private final Process inC = bench.process(c);
    private final KmemCache pages = bench.accountedCache(4088);
    private final KmemCache small = bench.accountedCache(192);

    @AfterEach
    void nothingWentWrong() {
        assertThat(bench.findings()).isEmpty();
    }

    private long stockedPages(int cpu) {
        return bench.design.pageStock(cpu).peekPages();
    }

    private long stockedBytes(int cpu) {
        return bench.design.objStock(cpu).peekBytes();
    }

    private ObjCgroup objcg(MemCgroup memcg) {
        return Objects.requireNonNull(ObjcgMemcg.of(memcg).peekObjcg());
    }

    @Test
    void firstCharge_takesABatch_theNextOneOnThatCpuItsRest() {
        bench.alloc(bench.task0, inC, pages);
        assertThat(bench.usage(c)).isEqualTo(2);
        assertThat(stockedPages(0)).isEqualTo(1);
        assertThat(bench.design.pageStock(0).peekCached()).isSameAs(c);

        bench.alloc(bench.task0, inC, pages);
        assertThat(bench.usage(c)).isEqualTo(2);
        assertThat(stockedPages(0)).isZero();

        bench.alloc(bench.task1, inC, pages);
        assertThat(bench.usage(c)).isEqualTo(4);
        assertThat(stockedPages(1)).isEqualTo(1);
        assertThat(bench.usage(bench.design.root())).isEqualTo(4);
    }

    @Test
    void stock_ofAnotherGroup_isGivenBackFirst() {
        MemCgroup d = bench.group("D", bench.design.root());
        bench.alloc(bench.task0, inC, pages);
        bench.alloc(bench.task0, bench.process(d), pages);
        assertThat(bench.usage(c)).isEqualTo(1);
        assertThat(bench.usage(d)).isEqualTo(2);
        assertThat(bench.design.pageStock(0).peekCached()).isSameAs(d);
    }

    @Test
    void drain_ofASubtree_leavesOtherStocksAlone_andRemoteOnesToTheirCpus() {
        MemCgroup d = bench.group("D", bench.design.root());
        bench.alloc(bench.task0, inC, pages);
        bench.alloc(bench.task1, inC, pages);
        bench.machine.run(bench.task0, () -> bench.design.drain(bench.task0, d));
        assertThat(bench.usage(c)).isEqualTo(4);

        bench.machine.run(bench.task0, () -> bench.design.drain(bench.task0, c));
        assertThat(stockedPages(0)).isZero();
        assertThat(stockedPages(1)).isEqualTo(1);
        bench.machine.settle();
        assertThat(stockedPages(1)).isZero();
        assertThat(bench.usage(c)).isEqualTo(2);
    }

    @Test
    void chargeNearTheLimit_takesExactlyWhatItNeeds() {
        bench.design.setLimit(bench.task0, c, 1);
        assertThat(bench.alloc(bench.task0, inC, pages).peek()).isNotNull();
        assertThat(bench.usage(c)).isEqualTo(1);
        assertThat(stockedPages(0)).isZero();
        assertThat(bench.alloc(bench.task0, inC, pages).peek()).isNull();
        assertThat(bench.alloc(bench.task0, inC, pages, AllocFlag.ATOMIC).peek())
                .isNull();
        assertThat(bench.usage(c)).isEqualTo(1);
    }

    @Test
    void charge_thatMustNotFail_goesAboveTheLimit() {
        bench.design.setLimit(bench.task0, c, 0);
        assertThat(bench.alloc(bench.task0, inC, pages, AllocFlag.NOFAIL).peek())
                .isNotNull();
        assertThat(bench.usage(c)).isEqualTo(1);
    }

    @Test
    void charge_whoseRoomIsInARemoteStock_failsUntilThatIsDrained() {
        bench.design.setLimit(bench.task0, c, 2);
        bench.alloc(bench.task1, inC, pages);
        assertThat(bench.alloc(bench.task0, inC, pages).peek()).isNull();
        bench.machine.settle();
        assertThat(bench.alloc(bench.task0, inC, pages).peek()).isNotNull();
        assertThat(bench.usage(c)).isEqualTo(2);
    }

    @Test
    void charge_atTheParentsLimit_reclaimsInTheWholeSubtreeOfTheParent() {
        MemCgroup child = bench.group("child", c);
        ObjectHandle cached = bench.alloc(bench.task0, bench.process(child), pages, AllocFlag.LRU);
        bench.design.lruAdd(bench.task0, cached);
        bench.settleAndDrain();
        bench.design.setLimit(bench.task0, c, 1);
        assertThat(cached.peek()).isNotNull();

        assertThat(bench.alloc(bench.task0, inC, pages).peek()).isNotNull();
        assertThat(cached.peek()).isNull();
        assertThat(bench.usage(c)).isEqualTo(1);
    }

    @Test
    void loweredLimit_drainsThenReclaims_andSaysWhenItCannot() {
        ObjectHandle kept = bench.alloc(bench.task0, inC, pages);
        assertThat(bench.design.setLimit(bench.task0, c, 1)).isTrue();
        assertThat(bench.usage(c)).isEqualTo(1);
        assertThat(bench.design.setLimit(bench.task0, c, 0)).isFalse();
        assertThat(kept.peek()).isNotNull();
        assertThat(c.memory().max()).isZero();
    }

    @Test
    void restOfAPage_servesTheNextObject_andTakesItsBytesBack() {
        ObjectHandle first = bench.alloc(bench.task0, inC, small);
        assertThat(stockedBytes(0)).isEqualTo(3896);
        ObjectHandle second = bench.alloc(bench.task0, inC, small);
        assertThat(stockedBytes(0)).isEqualTo(3696);
        bench.design.free(bench.task0, first);
        bench.design.free(bench.task0, second);
        assertThat(stockedBytes(0)).isEqualTo(4096);
        assertThat(objcg(c).peekReferences()).isEqualTo(2);
    }

    @Test
    void freeThatFillsMoreThanAPage_givesWholePagesToThePageStock() {
        KmemCache large = bench.accountedCache(4096);
        ObjectHandle object = bench.alloc(bench.task0, inC, large);
        assertThat(c.peekKernelPages()).isEqualTo(2);
        assertThat(stockedBytes(0)).isEqualTo(4088);
        bench.design.free(bench.task0, object);
        assertThat(stockedBytes(0)).isZero();
        assertThat(stockedPages(0)).isEqualTo(2);
        assertThat(c.peekKernelPages()).isZero();
    }

    @Test
    void drainedBytes_stayWithTheOwner_andComeBackWithItsNextCharge() {
        bench.alloc(bench.task0, inC, small);
        bench.settleAndDrain();
        assertThat(stockedBytes(0)).isZero();
        assertThat(bench.design.objStock(0).peekCached()).isNull();
        assertThat(objcg(c).peekChargedBytes()).isEqualTo(3896);

        bench.alloc(bench.task0, inC, small);
        assertThat(objcg(c).peekChargedBytes()).isZero();
        assertThat(stockedBytes(0))
                .as("2 * 3896 less the page that the change of owner gives back")
                .isEqualTo(3696);
        assertThat(c.peekKernelPages()).isEqualTo(1);
    }

    @Test
    void freeOnAnotherCpu_fillsThatCpusStock() {
        ObjectHandle object = bench.alloc(bench.task0, inC, small);
        bench.design.free(bench.task1, object);
        assertThat(stockedBytes(0)).isEqualTo(3896);
        assertThat(stockedBytes(1)).isEqualTo(200);
        bench.settleAndDrain();
        assertThat(objcg(c).peekChargedBytes()).isEqualTo(4096);
        assertThat(bench.usage(c))
                .as("whole pages are given back with the next charge or the owner")
                .isEqualTo(1);
    }

    @Test
    void whatIsNotToBeCharged_isNot() {
        KmemCache unaccounted = bench.cache(192);
        Process inRoot = bench.process(bench.design.root());
        bench.alloc(bench.task0, inC, unaccounted);
        bench.alloc(bench.task0, inC, small, AllocFlag.NOACCOUNT);
        bench.alloc(bench.task0, inRoot, small);
        assertThat(bench.usage(bench.design.root())).isZero();
        bench.alloc(bench.task0, inC, unaccounted, AllocFlag.ACCOUNT);
        assertThat(bench.usage(bench.design.root())).isEqualTo(2);
    }
}
