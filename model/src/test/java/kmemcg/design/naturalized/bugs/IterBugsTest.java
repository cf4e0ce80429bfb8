package kmemcg.design.naturalized.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import kmemcg.design.DesignFactory;
import kmemcg.design.naturalized.NaturalizedDesign;
import kmemcg.design.naturalized.PageBench;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.memcg.MemCgroup;
import org.junit.jupiter.api.Test;

/** The bugs of the iterator that need no second thread: each breaks a few operations that the design passes. */
class IterBugsTest {
    private static PageBench removeAtPosition(DesignFactory factory) {
        PageBench bench = new PageBench(factory);
        MemCgroup c = bench.group("C", bench.root);
        bench.reclaim(bench.root, 0);
        bench.reclaim(bench.root, 0);
        bench.remove(c);
        bench.machine.run(bench.task, () -> bench.reclaim(bench.root, 0));
        return bench;
    }

    @Test
    void positionThatIsNotErasedAtTheRoot_isUsedAfterFree() {
        assertThat(removeAtPosition(NaturalizedDesign::new).findings()).isEmpty();
        assertThat(removeAtPosition(IterPositionDangling::new).findings())
                .extracting(Finding::broken)
                .contains(Invariant.NO_ACCESS_AFTER_FREE);
    }

    private static PageBench stopAtTheRemoved(DesignFactory factory) {
        PageBench bench = new PageBench(factory);
        MemCgroup c = bench.group("C", bench.root);
        bench.reclaim(c, 0);
        bench.remove(c);
        return bench;
    }

    @Test
    void positionWithAReference_keepsARemovedGroup() {
        assertThat(stopAtTheRemoved(NaturalizedDesign::new).leftovers()).isEmpty();
        assertThat(stopAtTheRemoved(IterInterruptedKeepsRef::new).leftovers()).contains("memcg C");
    }
}
