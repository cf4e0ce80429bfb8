package kmemcg.design.objcg.bugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import kmemcg.design.DesignFactory;
import kmemcg.design.objcg.Bench;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.Test;

/** The bugs that need no second thread: each breaks a scenario of a few operations that the design passes. */
class SequentialBugsTest {
    private static Bench on(DesignFactory factory) {
        return new Bench(factory, Geometry.SMALL);
    }

    private static Bench drainOnePage(DesignFactory factory) {
        Bench bench = on(factory);
        MemCgroup memcg = bench.group("C", bench.design.root());
        Process process = bench.process(memcg);
        ObjectHandle object = bench.alloc(bench.task0, process, bench.accountedCache(4088));
        bench.design.free(bench.task0, object);
        bench.machine.run(bench.task0, () -> bench.design.drain(bench.task0, bench.design.root()));
        return bench;
    }

    @Test
    void drain_ofAWholePageByTheOuterFunction_takesTheStockLockTwice() {
        assertThat(drainOnePage(ObjcgDesign::new).findings()).isEmpty();
        assertThat(drainOnePage(StockLockRecursion::new).findings())
                .extracting(Finding::broken, Finding::kind)
                .containsExactly(tuple(Invariant.PROGRESS, "recursive lock"));
    }

    private static ObjectHandle allocAtLimitZero(Bench bench) {
        MemCgroup memcg = bench.group("C", bench.design.root());
        bench.design.setLimit(bench.task0, memcg, 0);
        return bench.alloc(bench.task0, bench.process(memcg), bench.accountedCache(192));
    }

    @Test
    void failedCharge_takenForNothingToCharge_allocatesAboveTheLimit() {
        assertThat(allocAtLimitZero(on(ObjcgDesign::new)).peek()).isNull();
        Bench bench = on(LimitFailureTurnsIntoUnaccounted::new);
        assertThat(allocAtLimitZero(bench).peek()).isNotNull();
        assertThat(bench.usage(bench.design.root())).isZero();
    }

    private static List<Finding> freeAfterRemoval(DesignFactory factory) {
        Bench bench = on(factory);
        MemCgroup memcg = bench.group("C", bench.design.root());
        Process process = bench.process(memcg);
        ObjectHandle object = bench.alloc(bench.task0, process, bench.accountedCache(4096));
        bench.leave(process);
        bench.remove(memcg);
        bench.machine.run(bench.task0, () -> bench.design.free(bench.task0, object));
        bench.settleAndDrain();
        return bench.findings();
    }

    @Test
    void uncharge_atAParentOutsideTheCounterChain_fallsBelowZero() {
        assertThat(freeAfterRemoval(ObjcgDesign::new)).isEmpty();
        assertThat(freeAfterRemoval(ReparentTargetNotInCounterChain::new))
                .containsExactly(new Finding(
                        Invariant.BOUNDS, "WARN_ON", "T1: page_counter underflow: memcg root.memory: -2 pages"));
    }

    private static Bench takeDownCpuWithStock(DesignFactory factory) {
        Bench bench = on(factory);
        MemCgroup memcg = bench.group("C", bench.design.root());
        Process process = bench.process(memcg);
        KmemCache cache = bench.accountedCache(192);
        ObjectHandle object = bench.alloc(bench.task1, process, cache);
        bench.leave(process);
        bench.design.takeCpuDown(bench.task0, 1);
        bench.design.free(bench.task0, object);
        bench.design.destroyCache(bench.task0, cache);
        bench.machine.run(bench.task0, () -> bench.design.offline(bench.task0, memcg));
        bench.settleAndDrain();
        return bench;
    }

    @Test
    void byteStock_ofADeadCpu_isNeverGivenBack() {
        Bench good = takeDownCpuWithStock(ObjcgDesign::new);
        assertThat(good.usage(good.design.root())).isZero();
        assertThat(good.leftovers()).isEmpty();

        Bench bad = takeDownCpuWithStock(CpuDeadKeepsObjStock::new);
        assertThat(bad.usage(bad.design.root())).isEqualTo(1);
        assertThat(bad.leftovers()).containsExactly("objcg of memcg C.refcnt.percpu", "objcg of memcg C");
        assertThat(bad.findings()).isEmpty();
    }
}
