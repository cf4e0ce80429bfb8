package kmemcg.design.objcg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import kmemcg.design.AllocFlag;
import kmemcg.design.CacheFlag;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever memory allocation fails, nothing leaks and nothing stays charged. */
class FaultsTest {
    private final Bench bench = Bench.ofDesign();

    private void assertNothingLeft() {
        bench.settleAndDrain();
        assertThat(bench.findings()).isEmpty();
        assertThat(bench.leftovers()).isEmpty();
        assertThat(bench.usage(bench.design.root())).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, false, 0", "2, false, 0", "3, false, 0", "4, true, 0", "5, true, 1"})
    void failureOfTheListsOfParentAndGroup_ofThePage_andOfItsVector(int nth, boolean allocated, long pages) {
        MemCgroup p = bench.group("P", bench.design.root());
        MemCgroup c = bench.group("C", p);
        Process process = bench.process(c);
        KmemCache cache = bench.accountedCache(192);
        ObjectHandle object = bench.handle("o");
        bench.task0.failAllocation(nth);
        assertThat(bench.design.alloc(bench.task0, process, cache, Set.of(AllocFlag.LRU), object))
                .isEqualTo(allocated);
        bench.task0.failAllocation(0);
        assertThat(c.peekKernelPages() - bytesOutsideObjects(c) / 4096).isEqualTo(pages);

        bench.design.free(bench.task0, object);
        bench.leave(process);
        bench.design.destroyCache(bench.task0, cache);
        bench.remove(c);
        bench.remove(p);
        assertNothingLeft();
    }

    private long bytesOutsideObjects(MemCgroup memcg) {
        ObjCgroup objcg = ObjcgMemcg.of(memcg).peekObjcg();
        return bench.design.objStock(0).peekBytes() + (objcg == null ? 0 : objcg.peekChargedBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void failureOfAGroup_orOfItsOwner(int nth) {
        bench.task0.failAllocation(nth);
        assertThat(bench.design.mkdir(bench.task0, "C", bench.design.root())).isNull();
        assertNothingLeft();
    }

    @Test
    void failureOfNothing_afterAllAllocationsOfAGroup() {
        bench.task0.failAllocation(3);
        MemCgroup memcg = bench.group("C", bench.design.root());
        bench.remove(memcg);
        assertNothingLeft();
    }

    @Test
    void failureOfACache() {
        bench.task0.failAllocation(1);
        assertThat(bench.design.createCache(bench.task0, "c", 192, Set.of(CacheFlag.ACCOUNT)))
                .isNull();
        assertNothingLeft();
    }
}
