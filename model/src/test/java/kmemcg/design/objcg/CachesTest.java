package kmemcg.design.objcg;

import static org.assertj.core.api.Assertions.assertThat;

import kmemcg.design.CacheFlag;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachesTest {
    private final Bench bench = Bench.ofDesign();
    private final Process inRoot = bench.process(bench.design.root());

    @AfterEach
    void nothingWentWrong() {
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void equalCaches_areOne_untilTheLastUserGoes() {
        KmemCache first = bench.cache(192);
        KmemCache second = bench.cache(192);
        assertThat(second).isSameAs(first);
        assertThat(first.peekRefcount()).isEqualTo(2);
        assertThat(bench.design.destroyCache(bench.task0, first)).isTrue();
        assertThat(bench.leftovers()).containsExactly("cache cache192");
        assertThat(bench.design.destroyCache(bench.task0, second)).isTrue();
        assertThat(bench.leftovers()).isEmpty();
    }

    @Test
    void cachesThatDiffer_areNotMerged() {
        KmemCache plain = bench.cache(192);
        assertThat(bench.cache(256)).isNotSameAs(plain);
        assertThat(bench.cache(192, CacheFlag.ACCOUNT)).isNotSameAs(plain);
        assertThat(bench.cache(192, CacheFlag.NOMERGE)).isNotSameAs(plain);
        assertThat(bench.cache(192)).isSameAs(plain);
        assertThat(bench.design.slab().peekCaches()).hasSize(4);
    }

    @Test
    void cacheWithObjects_isNotDestroyed() {
        KmemCache cache = bench.cache(192);
        ObjectHandle object = bench.alloc(bench.task0, inRoot, cache);
        assertThat(bench.design.destroyCache(bench.task0, cache)).isFalse();
        assertThat(bench.design.free(bench.task0, object)).isTrue();
        assertThat(bench.design.slab().peekCaches()).containsExactly(cache);
    }

    @Test
    void pages_areFilledBeforeNewOnesAreMade_andGoWhenEmpty() {
        KmemCache cache = bench.cache(2048);
        ObjectHandle first = bench.alloc(bench.task0, inRoot, cache);
        ObjectHandle second = bench.alloc(bench.task0, inRoot, cache);
        assertThat(cache.peekSlabs()).hasSize(1);
        ObjectHandle third = bench.alloc(bench.task0, inRoot, cache);
        assertThat(cache.peekSlabs()).hasSize(2);
        bench.design.free(bench.task0, first);
        bench.design.free(bench.task0, second);
        bench.design.free(bench.task0, third);
        assertThat(cache.peekSlabs()).isEmpty();
    }
}
