package kmemcg.design.caches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kmemcg.design.DesignFactory;
import kmemcg.design.handshake.DanglingDesign;
import kmemcg.design.handshake.HandshakeDesign;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.design.reparent.ProposedReparentDesign;
import kmemcg.design.reparent.ReparentDesign;
import kmemcg.design.scalable.ScalableDesign;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a removed group leaves, and who waits for what: where the designs differ. */
final class RemovedGroupsTest {
    private static final int PAGE = 4096;

    /** A group with an object on one page and another page that is empty. */
    private static final class Scene {
        final Bench bench;
        final MemCgroup p;
        final MemCgroup c;
        final KmemCache cache;
        ObjectHandle object;

        Scene(DesignFactory factory) {
            bench = new Bench(factory);
            p = bench.group("P", bench.design.root());
            c = bench.group("C", p);
            cache = bench.accountedCache(PAGE);
            Process inC = bench.process(c);
            bench.warmUp(inC, cache);
            object = bench.alloc(bench.task0, inC, cache);
            bench.design.free(bench.task0, bench.alloc(bench.task0, inC, cache));
            bench.leave(inC);
        }

        MemcgCache child() {
            return MemcgCache.of(cache).peekChildren().get(0);
        }
    }

    static List<DesignFactory> pagesThatPin() {
        return List.of(PercacheDesign::new, ScalableDesign::new);
    }

    @ParameterizedTest
    @MethodSource("pagesThatPin")
    void objects_keepTheGroup_emptyPagesDoNot(DesignFactory factory) {
        Scene scene = new Scene(factory);
        assertThat(scene.bench.usage(scene.p)).isEqualTo(2);
        scene.bench.remove(scene.c);
        assertThat(scene.bench.usage(scene.p)).isEqualTo(1);
        assertThat(scene.bench.found(scene.cache)).isEmpty();
        assertThat(scene.bench.isThere(scene.c)).isTrue();
        assertThat(scene.child().peekMemcg()).isSameAs(scene.c);

        scene.bench.design.free(scene.bench.task0, scene.object);
        scene.bench.machine.settle();
        assertThat(scene.bench.usage(scene.p)).isZero();
        assertThat(scene.bench.isThere(scene.c)).isFalse();
        assertThat(MemcgCache.of(scene.cache).peekChildren()).isEmpty();
        assertThat(scene.bench.findings()).isEmpty();
    }

    /** A process that stays in a group while that is removed, and an object that it gets afterwards; the parent has a cache. */
    private static Scene straggler(DesignFactory factory) {
        Scene scene = new Scene(factory);
        Process inP = scene.bench.process(scene.p);
        Process inC = scene.bench.process(scene.c);
        scene.bench.warmUp(inP, scene.cache);
        scene.bench.design.free(scene.bench.task0, scene.object);
        scene.bench.remove(scene.c);
        scene.object = scene.bench.alloc(scene.bench.task0, inC, scene.cache);
        return scene;
    }

    static List<DesignFactory> idsThatGoToTheParent() {
        return List.of(PercacheDesign::new, ScalableDesign::new, ProposedReparentDesign::new, ReparentDesign::new);
    }

    @ParameterizedTest
    @MethodSource("idsThatGoToTheParent")
    void processOfARemovedGroup_isServedByTheParentsCache(DesignFactory factory) {
        Scene scene = straggler(factory);
        assertThat(scene.bench.found(scene.cache)).containsExactly((MemcgCache) Bench.cacheOf(scene.object));
        assertThat(scene.bench.usage(scene.p)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("flagsAgainstCounts")
    void processOfARemovedGroup_isServedByTheRootCache_ifTheIdStays(DesignFactory factory) {
        Scene scene = straggler(factory);
        assertThat(Bench.cacheOf(scene.object)).isSameAs(scene.cache);
        assertThat(scene.bench.usage(scene.p)).isZero();
    }

    /** A group without objects, whose cache keeps an empty page because the last object went after offline had shrunk it. */
    private static Scene zombie(DesignFactory factory) {
        Scene scene = new Scene(factory);
        scene.bench.remove(scene.c);
        scene.bench.design.free(scene.bench.task0, scene.object);
        scene.bench.machine.settle();
        return scene;
    }

    @ParameterizedTest
    @MethodSource("flagsAgainstCounts")
    void emptyPage_keepsTheGroup_untilItsRootCacheIsDestroyed(DesignFactory factory) {
        Scene scene = zombie(factory);
        assertThat(scene.bench.isThere(scene.c)).isTrue();
        assertThat(scene.bench.usage(scene.p)).isEqualTo(1);

        assertThat(scene.bench.design.destroyCache(scene.bench.task0, scene.cache))
                .isTrue();
        scene.bench.machine.settle();
        assertThat(scene.bench.isThere(scene.c)).isFalse();
        assertThat(scene.bench.usage(scene.p)).isZero();
        assertThat(scene.bench.findings()).isEmpty();
    }

    static List<DesignFactory> flagsAgainstCounts() {
        return List.of(HandshakeDesign::new, DanglingDesign::new);
    }

    @Test
    void pressure_takesTheEmptyPageAway_andSoTheGroup() {
        Scene scene = zombie(DanglingDesign::new);
        assertThat(((DanglingDesign) scene.bench.design).peekDangling()).containsExactly(scene.c);
        scene.bench.design.shrink(scene.bench.task0, scene.bench.design.root());
        scene.bench.machine.settle();
        assertThat(scene.bench.isThere(scene.c)).isFalse();
        assertThat(((DanglingDesign) scene.bench.design).peekDangling()).isEmpty();
        assertThat(MemcgCache.of(scene.cache).peekChildren()).isEmpty();
        assertThat(scene.bench.findings()).isEmpty();
    }

    /** The group goes at once; its cache stays with the parent, as long as the root cache does, and its pages are the parent's. */
    @Test
    void proposedReparenting_letsTheGroupGo_andTheCacheStays() {
        Scene scene = new Scene(ProposedReparentDesign::new);
        scene.bench.remove(scene.c);
        assertThat(scene.bench.isThere(scene.c)).isFalse();
        assertThat(scene.child().peekMemcg()).isSameAs(scene.p);
        assertThat(scene.bench.usage(scene.p)).isEqualTo(1);
        scene.bench.design.free(scene.bench.task0, scene.object);
        scene.bench.machine.settle();
        assertThat(scene.bench.usage(scene.p)).isZero();
        assertThat(scene.child().peekMemcg()).isSameAs(scene.p);
        assertThat(scene.bench.design.destroyCache(scene.bench.task0, scene.cache))
                .isTrue();
        assertThat(scene.bench.findings()).isEmpty();
    }

    @Test
    void reparentedCache_letsTheGroupGo_andGoesWithItsLastPage() {
        Scene scene = new Scene(ReparentDesign::new);
        scene.bench.remove(scene.c);
        assertThat(scene.bench.isThere(scene.c)).isFalse();
        assertThat(scene.bench.usage(scene.p)).isEqualTo(1);
        assertThat(scene.child().peekMemcg()).isSameAs(scene.p);
        assertThat(CacheMemcg.of(scene.p).peekKmemCaches()).containsExactly(scene.child());

        scene.bench.remove(scene.p);
        assertThat(scene.bench.isThere(scene.p)).isFalse();
        assertThat(scene.child().peekMemcg()).isSameAs(scene.bench.design.root());
        assertThat(scene.bench.usage(scene.bench.design.root())).isEqualTo(1);

        scene.bench.design.free(scene.bench.task0, scene.object);
        scene.bench.machine.settle();
        assertThat(scene.bench.usage(scene.bench.design.root())).isZero();
        assertThat(MemcgCache.of(scene.cache).peekChildren()).isEmpty();
        assertThat(scene.bench.findings()).isEmpty();
    }

    /** Pages charged when offline has returned, and when all that follows has run. */
    private static List<Long> shrinking(DesignFactory factory) {
        Scene scene = new Scene(factory);
        scene.bench.machine.run(scene.bench.task1, () -> scene.bench.design.offline(scene.bench.task1, scene.c));
        long offline = scene.bench.usage(scene.p);
        scene.bench.machine.settle();
        return List.of(offline, scene.bench.usage(scene.p));
    }

    @Test
    void emptyPages_goDuringOffline_orSomeTimeAfterIt() {
        assertThat(shrinking(PercacheDesign::new)).containsExactly(1L, 1L);
        assertThat(shrinking(ScalableDesign::new)).containsExactly(2L, 1L);
        assertThat(shrinking(ReparentDesign::new)).containsExactly(2L, 1L);
    }
}
