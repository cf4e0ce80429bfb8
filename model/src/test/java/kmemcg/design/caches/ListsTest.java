package kmemcg.design.caches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.DesignFactory;
import kmemcg.design.handshake.HandshakeDesign;
import kmemcg.design.percache.PercacheDesign;
import kmemcg.design.reparent.ProposedReparentDesign;
import kmemcg.design.reparent.ReparentDesign;
import kmemcg.design.scalable.ScalableDesign;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists beside a cache for each group and kind. */
final class ListsTest {
    /** A group whose processes get objects of its own cache. */
    private static final class Scene {
        final Bench bench;
        final ListedCachesDesign design;
        final MemCgroup p;
        final MemCgroup c;
        final Process inC;
        final KmemCache cache;

        Scene(DesignFactory factory) {
            bench = new Bench(factory);
            design = (ListedCachesDesign) bench.design;
            p = bench.group("P", design.root());
            c = bench.group("C", p);
            inC = bench.process(c);
            cache = bench.accountedCache(192);
            bench.warmUp(inC, cache);
        }

        ObjectHandle unlisted() {
            return bench.alloc(bench.task0, inC, cache, AllocFlag.LRU);
        }

        ObjectHandle listed() {
            ObjectHandle handle = unlisted();
            assertThat(design.lruAdd(bench.task0, handle)).isTrue();
            return handle;
        }

        long items(MemCgroup memcg) {
            return Objects.requireNonNull(
                            design.lru().peekLists().get(memcg.kmemcgId().peek()))
                    .peekItems();
        }

        long shrink(MemCgroup memcg) {
            return design.shrink(bench.task0, memcg);
        }
    }

    static List<DesignFactory> listed() {
        return List.of(PercacheDesign::new, ScalableDesign::new, ProposedReparentDesign::new, ReparentDesign::new);
    }

    @ParameterizedTest
    @MethodSource("listed")
    void object_isListedWithTheGroupOfItsCache(DesignFactory factory) {
        Scene scene = new Scene(factory);
        ObjectHandle handle = scene.listed();
        assertThat(scene.items(scene.c)).isEqualTo(1);
        assertThat(scene.shrink(scene.p)).isZero();
        assertThat(scene.shrink(scene.c)).isEqualTo(1);
        assertThat(handle.peek()).isNull();
        assertThat(scene.items(scene.c)).isZero();
    }

    @ParameterizedTest
    @MethodSource("listed")
    void objectOfARootCache_isListedWithTheRoot(DesignFactory factory) {
        Scene scene = new Scene(factory);
        ObjectHandle handle =
                scene.bench.alloc(scene.bench.task0, scene.inC, scene.cache, AllocFlag.LRU, AllocFlag.NOACCOUNT);
        scene.design.lruAdd(scene.bench.task0, handle);
        assertThat(scene.items(scene.c)).isZero();
        assertThat(scene.shrink(scene.design.root())).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("listed")
    void freedObject_isOffItsList(DesignFactory factory) {
        Scene scene = new Scene(factory);
        scene.design.free(scene.bench.task0, scene.listed());
        assertThat(scene.items(scene.c)).isZero();
    }

    @ParameterizedTest
    @MethodSource("listed")
    void removedGroupsItems_areTheParents_andSoAreLaterOnes(DesignFactory factory) {
        Scene scene = new Scene(factory);
        scene.listed();
        ObjectHandle later = scene.unlisted();
        scene.bench.leave(scene.inC);
        scene.bench.remove(scene.c);
        assertThat(scene.items(scene.p)).isEqualTo(1);
        assertThat(scene.design.peekLooksAt(scene.p)).isTrue();
        scene.design.lruAdd(scene.bench.task0, later);
        assertThat(scene.shrink(scene.p)).isEqualTo(2);
        scene.bench.machine.settle();
        assertThat(scene.bench.isThere(scene.c)).isFalse();
        assertThat(scene.bench.findings()).isEmpty();
    }

    /** The id of a removed group finds the list of the next one that has it, without the items of the first. */
    @ParameterizedTest
    @MethodSource("listed")
    void freedId_beginsWithAnEmptyList(DesignFactory factory) {
        Scene scene = new Scene(factory);
        long id = scene.c.kmemcgId().peek();
        scene.listed();
        scene.bench.leave(scene.inC);
        scene.bench.remove(scene.c);
        MemCgroup next = scene.bench.group("D", scene.p);
        assertThat(next.kmemcgId().peek()).isEqualTo(id);
        assertThat(scene.items(next)).isZero();
        assertThat(scene.items(scene.p)).isEqualTo(1);
    }

    static Stream<DesignFactory> all() {
        return Stream.concat(Stream.of(HandshakeDesign::new), listed().stream());
    }

    /** Whichever memory allocation of a group's birth fails: nothing is left, and the next group is a group like others. */
    @ParameterizedTest
    @MethodSource("all")
    void groupThatCouldNotBeMade_costsNoId(DesignFactory factory) {
        for (int nth = 1; nth < 10; nth++) {
            Bench bench = new Bench(factory);
            KmemCache cache = bench.accountedCache(192);
            bench.task0.failAllocation(nth);
            MemCgroup first = bench.design.mkdir(bench.task0, "C", bench.design.root());
            bench.task0.failAllocation(0);
            bench.machine.settle();
            if (first != null) {
                bench.remove(first);
            }
            assertThat(bench.group("D", bench.design.root()).kmemcgId().peek())
                    .as("after the failure of allocation %d", nth)
                    .isZero();
            assertThat(bench.design.destroyCache(bench.task0, cache)).isTrue();
            assertThat(bench.findings()).isEmpty();
        }
    }
}
