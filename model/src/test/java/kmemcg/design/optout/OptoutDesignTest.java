package kmemcg.design.optout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import kmemcg.design.AllocFlag;
import kmemcg.design.DesignBench;
import kmemcg.design.DesignFactory;
import kmemcg.memcg.Geometry;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.memcg.ResMemcg;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How caches split, what their pages are charged, and what becomes of them when the group goes. */
class OptoutDesignTest {
    private static final int PAGE = 4096;

    /** A process in C, which is in P. */
    private static final class Scene {
        final DesignBench<OptoutDesign> bench;
        final MemCgroup root;
        final MemCgroup p;
        final MemCgroup c;
        final KmemCache cache;
        final Process inC;

        Scene(DesignFactory factory) {
            bench = new DesignBench<>(OptoutDesign.class, factory, Geometry.SMALL);
            cache = bench.cache(PAGE);
            root = bench.design.root();
            p = bench.group("P", root);
            c = bench.group("C", p);
            inC = bench.process(c);
        }

        ObjectHandle alloc(AllocFlag... flags) {
            return bench.alloc(bench.task0, inC, cache, flags);
        }

        void free(ObjectHandle handle) {
            assertThat(bench.design.free(bench.task0, handle)).isTrue();
        }

        SplitCache serving(ObjectHandle handle) {
            return (SplitCache) Objects.requireNonNull(handle.peek()).slab().cache();
        }

        void removeC() {
            bench.leave(inC);
            bench.remove(c);
        }

        void assertNothingWentWrong() {
            assertThat(bench.findings()).isEmpty();
        }
    }

    static List<DesignFactory> variants() {
        return List.of(OptoutDesign::new, OptoutParent::new);
    }

    private static long usage(MemCgroup memcg) {
        return ResMemcg.of(memcg).res().peekUsage();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void firstUse_splitsTheCache_andItsPagesAreCharged(DesignFactory factory) {
        Scene scene = new Scene(factory);
        ObjectHandle first = scene.alloc();
        ObjectHandle second = scene.alloc();
        SplitCache part = scene.serving(first);
        assertThat(part.original()).isSameAs(scene.cache);
        assertThat(scene.serving(second)).isSameAs(part);
        assertThat(part.peekReferences()).isEqualTo(1 + 2); // its group, two pages
        assertThat(usage(scene.c)).isEqualTo(2);
        assertThat(usage(scene.root)).isEqualTo(2);
        scene.assertNothingWentWrong();
    }

    @Test
    void emptyPage_staysUntilItIsReaped_unlessThereIsOneAlready() {
        Scene scene = new Scene(OptoutDesign::new);
        ObjectHandle first = scene.alloc();
        scene.free(scene.alloc());
        assertThat(usage(scene.c)).isEqualTo(2);
        scene.free(first);
        assertThat(usage(scene.c)).isEqualTo(1);
        scene.bench.design.drain(scene.bench.task0, scene.root);
        assertThat(usage(scene.c)).isZero();
        scene.assertNothingWentWrong();
    }

    @Test
    void allocationThatMayNotSleep_isServedUnsplit_andTheWorkSplits() {
        Scene scene = new Scene(OptoutDesign::new);
        ObjectHandle early = scene.alloc(AllocFlag.ATOMIC);
        assertThat(scene.serving(early)).isSameAs(scene.cache);
        assertThat(scene.bench.design.peekRequested()).containsExactly(OptoutMemcg.of(scene.c));
        scene.alloc(AllocFlag.ATOMIC);
        assertThat(scene.bench.design.peekRequested()).hasSize(1);
        scene.bench.machine.settle();
        assertThat(scene.bench.design.peekRequested()).isEmpty();
        assertThat(scene.serving(scene.alloc(AllocFlag.ATOMIC)).isSplitOff()).isTrue();
        assertThat(scene.serving(early)).isSameAs(scene.cache);
        assertThat(usage(scene.c)).isEqualTo(1);
        scene.assertNothingWentWrong();
    }

    @Test
    void whatIsNotSplit_chargesNobody() {
        Scene scene = new Scene(OptoutDesign::new);
        scene.alloc(AllocFlag.NOACCOUNT);
        scene.alloc(AllocFlag.NOFAIL);
        scene.bench.alloc(scene.bench.task0, scene.bench.process(scene.root), scene.cache);
        assertThat(usage(scene.root)).isZero();
        assertThat(scene.bench.design.peekCaches()).containsExactly(scene.cache);
        scene.assertNothingWentWrong();
    }

    @Test
    void chargeAtTheLimit_isBypassed_andSoIsAsMuchOfTheUncharge() {
        Scene scene = new Scene(OptoutDesign::new);
        scene.bench.design.setLimit(scene.bench.task0, scene.c, 1);
        ObjectHandle paid = scene.alloc();
        assertThat(scene.alloc(AllocFlag.ATOMIC).peek()).isNull();
        ObjectHandle unpaid = scene.alloc();
        assertThat(usage(scene.c)).isEqualTo(1);
        assertThat(OptoutMemcg.of(scene.c).peekBypassed()).isEqualTo(1);

        scene.free(paid);
        scene.free(unpaid);
        assertThat(OptoutMemcg.of(scene.c).peekBypassed()).isZero();
        assertThat(usage(scene.c)).isEqualTo(1);
        scene.bench.design.drain(scene.bench.task0, scene.root);
        assertThat(usage(scene.c)).isZero();
        scene.assertNothingWentWrong();
    }

    @Test
    void removal_leavesThePagesToTheRoot_whichPaysForNothing() {
        Scene scene = new Scene(OptoutDesign::new);
        ObjectHandle object = scene.alloc();
        SplitCache part = scene.serving(object);
        scene.removeC();
        assertThat(part.peekMemcg()).isNull();
        assertThat(usage(scene.p)).isZero();
        assertThat(scene.bench.leftovers()).doesNotContain("memcg C").contains(part.name());

        scene.free(object);
        scene.bench.settleAndDrain();
        assertThat(scene.bench.leftovers()).doesNotContain(part.name());
        scene.assertNothingWentWrong();
    }

    @Test
    void removal_leavesThePagesToTheParent_inThatVariant_andFromThereToTheRoot() {
        Scene scene = new Scene(OptoutParent::new);
        ObjectHandle object = scene.alloc();
        SplitCache part = scene.serving(object);
        scene.removeC();
        assertThat(part.peekMemcg()).isSameAs(scene.p);
        assertThat(usage(scene.p)).isEqualTo(1);
        scene.bench.remove(scene.p);
        assertThat(part.peekMemcg()).isNull();
        assertThat(usage(scene.root)).isZero();
        assertThat(scene.bench.leftovers()).doesNotContain("memcg C", "memcg P");
        scene.free(object);
        scene.bench.settleAndDrain();
        assertThat(scene.bench.leftovers()).doesNotContain(part.name());
        scene.assertNothingWentWrong();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void groupThatIsGoing_getsNoCache(DesignFactory factory) {
        Scene scene = new Scene(factory);
        scene.bench.design.rmdir(scene.bench.task0, scene.c);
        assertThat(scene.serving(scene.alloc())).isSameAs(scene.cache);
        scene.alloc(AllocFlag.ATOMIC);
        scene.removeC();
        assertThat(scene.bench.design.peekCaches()).containsExactly(scene.cache);
        assertThat(scene.bench.leftovers()).doesNotContain("memcg C");
        scene.assertNothingWentWrong();
    }

    @Test
    void requestsOfAllGroups_areDroppedWhenOneGoes() {
        Scene scene = new Scene(OptoutDesign::new);
        MemCgroup d = scene.bench.group("D", scene.p);
        scene.bench.alloc(scene.bench.task0, scene.bench.process(d), scene.cache, AllocFlag.ATOMIC);
        scene.bench.machine.run(scene.bench.task1, () -> scene.bench.design.flushCreateQueue(scene.bench.task1));
        scene.bench.machine.settle();
        assertThat(scene.bench.design.peekCaches()).containsExactly(scene.cache);
        assertThat(d.css().peekReferences()).isEqualTo(2); // itself, the process
        scene.assertNothingWentWrong();
    }
}
