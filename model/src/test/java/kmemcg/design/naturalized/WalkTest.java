package kmemcg.design.naturalized;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import kmemcg.design.AllocFlag;
import kmemcg.memcg.MemCgroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the walkers of a subtree have come, and where reclaim that knows no groups finds its pages. */
class WalkTest {
    private final PageBench bench = new PageBench(NaturalizedDesign::new);
    private final MemCgroup p = bench.group("P", bench.root);
    private final MemCgroup c = bench.group("C", p);
    private final MemCgroup d = bench.group("D", bench.root);

    @AfterEach
    void nothingWentWrong() {
        assertThat(bench.findings()).isEmpty();
    }

    private MemCgroup positionAfterVisit() {
        bench.reclaim(bench.root, 0);
        return Objects.requireNonNull(LruMemcg.of(bench.root).iter().peekPosition());
    }

    @Test
    void interruptedWalks_togetherVisitEachGroupOnceARound_inPreOrder() {
        assertThat(positionAfterVisit()).isSameAs(bench.root);
        assertThat(positionAfterVisit()).isSameAs(p);
        assertThat(positionAfterVisit()).isSameAs(c);
        assertThat(positionAfterVisit()).isSameAs(d);
        assertThat(positionAfterVisit()).isSameAs(bench.root);
    }

    @Test
    void wholeWalk_endsItsRound() {
        assertThat(bench.reclaim(bench.root, 1)).isZero();
        assertThat(LruMemcg.of(bench.root).iter().peekGeneration()).isEqualTo(1);
        assertThat(LruMemcg.of(bench.root).iter().peekPosition()).isNull();
    }

    @Test
    void stoppedWalk_leavesTheOtherGroupsToTheNext() {
        bench.page("a", p);
        bench.page("b", c);
        assertThat(bench.reclaim(p, 1)).isEqualTo(1);
        assertThat(bench.listed(p)).isEmpty();
        bench.page("x", p);
        assertThat(bench.reclaim(p, 1)).isEqualTo(1);
        assertThat(bench.listed(p)).containsExactly("page x");
        assertThat(bench.listed(c)).isEmpty();
    }

    @Test
    void releasedGroup_isErasedFromEveryPosition_thatHeldNoReference() {
        bench.reclaim(p, 0);
        bench.reclaim(p, 0);
        assertThat(LruMemcg.of(p).iter().peekPosition()).isSameAs(c);
        assertThat(c.css().peekReferences()).isEqualTo(1);
        bench.remove(c);
        assertThat(bench.leftovers()).doesNotContain("memcg C");
        assertThat(LruMemcg.of(p).iter().peekPosition()).isNull();
    }

    @Test
    void unchargedPage_isOnTheRootsList() {
        bench.page("a", c, AllocFlag.NOACCOUNT);
        assertThat(bench.listed(bench.root)).containsExactly("page a");
        assertThat(bench.reclaim(p, 9)).isZero();
        assertThat(bench.reclaim(bench.root, 9)).isEqualTo(1);
    }

    @Test
    void shadowLists_serveGlobalReclaimByAge_andLimitReclaimByGroup() {
        PageBench shadow = new PageBench(ShadowDesign::new);
        MemCgroup one = shadow.group("one", shadow.root);
        MemCgroup two = shadow.group("two", shadow.root);
        shadow.page("a", two);
        shadow.page("b", one);
        shadow.page("c", two);
        assertThat(shadow.reclaim(shadow.root, 1)).isEqualTo(1);
        assertThat(shadow.listed(two)).containsExactly("page c");
        assertThat(shadow.reclaim(one, 9)).isEqualTo(1);
        assertThat(((ShadowDesign) shadow.design).zone().peekPages())
                .extracting(Object::toString)
                .containsExactly("page c");
        assertThat(shadow.findings()).isEmpty();
    }
}
