package kmemcg.design.objcg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import kmemcg.memcg.MemCgroup;
import kmemcg.memcg.Process;
import kmemcg.slab.KmemCache;
import kmemcg.slab.ObjectHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From mkdir to css_free, and what owners do meanwhile. */
class LifeCycleTest {
    private final Bench bench = Bench.ofDesign();
    private final MemCgroup root = bench.design.root();

    @AfterEach
    void nothingWentWrong() {
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void removal_goesThroughAllItsStagesInOrder() {
        MemCgroup c = bench.group("C", root);
        Set<String> tasks = new LinkedHashSet<>();
        bench.machine.observe(step -> tasks.add(step.task()));
        bench.design.rmdir(bench.task0, c);
        assertThat(c.css().peekDying()).isTrue();
        assertThat(c.css().peekOffline()).isFalse();
        bench.machine.settle();
        bench.machine.observe(null);

        assertThat(tasks)
                .containsExactly(
                        "harness",
                        "rcu/0 memcg C.css.refcnt switch",
                        "kworker/0 css_killed memcg C",
                        "rcu/0 objcg of memcg C.refcnt switch",
                        "kworker/0 css_released memcg C",
                        "rcu/0 kfree objcg of memcg C",
                        "rcu/0 css_free memcg C",
                        "kworker/0 css_free memcg C");
        assertThat(bench.leftovers()).isEmpty();
    }

    @Test
    void offline_waitsForCssOffline_andNoLonger() {
        MemCgroup c = bench.group("C", root);
        bench.machine.run(bench.task0, () -> assertThat(bench.design.offline(bench.task0, c))
                .isTrue());
        assertThat(c.css().peekOffline()).isTrue();
        assertThat(c.css().isOnline()).isFalse();
        assertThat(bench.leftovers()).contains("memcg C");
        bench.machine.settle();
        assertThat(bench.leftovers()).isEmpty();
    }

    @Test
    void dyingGroup_isNotRemovedAgain_andTakesNeitherChildrenNorProcesses() {
        MemCgroup c = bench.group("C", root);
        Process process = bench.process(root);
        assertThat(bench.design.rmdir(bench.task0, c)).isTrue();
        assertThat(bench.design.rmdir(bench.task0, c)).isFalse();
        assertThat(bench.design.attach(bench.task0, process, c)).isFalse();
        assertThat(bench.design.mkdir(bench.task0, "child", c)).isNull();
    }

    @Test
    void parent_isRemovedOnlyWhenAllItsChildrenAreDying_andAfterThem() {
        MemCgroup p = bench.group("P", root);
        MemCgroup c = bench.group("C", p);
        assertThat(bench.design.rmdir(bench.task0, p)).isFalse();
        assertThat(bench.design.rmdir(bench.task0, c)).isTrue();
        assertThat(bench.design.rmdir(bench.task0, p)).isTrue();
        bench.machine.observe(step -> assertThat(p.css().peekOffline())
                .as("the parent is offline only if the child is")
                .isIn(false, c.css().peekOffline()));
        bench.machine.settle();
        bench.machine.observe(null);
        assertThat(p.css().peekOffline()).isTrue();
        assertThat(bench.leftovers()).isEmpty();
    }

    @Test
    void process_pinsItsRemovedGroup_andChargesTheParent() {
        MemCgroup p = bench.group("P", root);
        MemCgroup c = bench.group("C", p);
        Process process = bench.process(c);
        KmemCache cache = bench.accountedCache(4088);
        bench.remove(c);
        assertThat(bench.leftovers()).contains("memcg C");

        ObjectHandle object = bench.alloc(bench.task0, process, cache);
        assertThat(bench.usage(c)).isZero();
        assertThat(bench.usage(p)).isEqualTo(2);
        bench.leave(process);
        bench.machine.settle();
        assertThat(bench.leftovers()).doesNotContain("memcg C");
        bench.design.free(bench.task0, object);
    }

    @Test
    void objects_pinNoGroup_theirOwnerClimbsLevelByLevel_andDiesWithTheLast() {
        MemCgroup p = bench.group("P", root);
        MemCgroup c = bench.group("C", p);
        Process process = bench.process(c);
        KmemCache cache = bench.accountedCache(192);
        ObjectHandle one = bench.alloc(bench.task0, process, cache);
        ObjectHandle two = bench.alloc(bench.task0, process, cache);
        ObjCgroup owner = Objects.requireNonNull(ObjcgMemcg.of(c).peekObjcg());
        bench.leave(process);

        bench.remove(c);
        assertThat(owner.peekMemcg()).isSameAs(p);
        assertThat(ObjcgMemcg.of(p).peekInherited()).containsExactly(owner);
        assertThat(bench.leftovers()).doesNotContain("memcg C");
        assertThat(bench.usage(p)).isEqualTo(1);

        bench.remove(p);
        assertThat(owner.peekMemcg()).isSameAs(root);
        assertThat(ObjcgMemcg.of(root).peekInherited()).containsExactly(owner);
        assertThat(bench.leftovers()).doesNotContain("memcg P");
        assertThat(bench.usage(root)).isEqualTo(1);

        bench.design.free(bench.task0, one);
        bench.settleAndDrain();
        assertThat(owner.peekReferences()).isEqualTo(1);
        bench.design.free(bench.task0, two);
        bench.settleAndDrain();
        assertThat(owner.birth().isFreed()).isTrue();
        assertThat(ObjcgMemcg.of(root).peekInherited()).isEmpty();
        assertThat(bench.usage(root)).isZero();
        assertThat(bench.design.destroyCache(bench.task0, cache)).isTrue();
        assertThat(bench.leftovers()).isEmpty();
    }

    @Test
    void bulkFree_freesWhatIsThere_andChargesAllBack() {
        MemCgroup c = bench.group("C", root);
        Process process = bench.process(c);
        KmemCache cache = bench.accountedCache(1016);
        ObjectHandle one = bench.alloc(bench.task0, process, cache);
        ObjectHandle two = bench.alloc(bench.task0, process, cache);
        assertThat(bench.design.bulkFree(bench.task0, List.of(one, bench.handle("empty"), two, one)))
                .isEqualTo(2);
        bench.leave(process);
        bench.remove(c);
        assertThat(bench.usage(root)).isZero();
        assertThat(bench.design.destroyCache(bench.task0, cache)).isTrue();
        assertThat(bench.leftovers()).isEmpty();
    }
}
