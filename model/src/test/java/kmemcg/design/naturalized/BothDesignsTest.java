package kmemcg.design.naturalized;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Stream;
import kmemcg.design.AllocFlag;
import kmemcg.design.DesignFactory;
import kmemcg.lru.PageHandle;
import kmemcg.lru.UserPage;
import kmemcg.memcg.MemCgroup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the two designs have alike: who pays for a page, and what becomes of it. */
class BothDesignsTest {
    static Stream<DesignFactory> designs() {
        return Stream.of(NaturalizedDesign::new, ShadowDesign::new);
    }

    @ParameterizedTest
    @MethodSource("designs")
    void charge_countsOnceAtEachLevel_andGoesWithThePage(DesignFactory factory) {
        PageBench bench = new PageBench(factory);
        MemCgroup p = bench.group("P", bench.root);
        MemCgroup c = bench.group("C", p);
        PageHandle page = bench.page("a", c);
        assertThat(bench.listed(c)).containsExactly("page a");
        assertThat(Stream.of(c, p, bench.root).map(bench::usage)).containsExactly(1L, 1L, 1L);
        assertThat(bench.design.unmap(bench.task, page)).isTrue();
        assertThat(bench.design.unmap(bench.task, page)).isFalse();
        assertThat(Stream.of(c, p, bench.root).map(bench::usage)).containsExactly(0L, 0L, 0L);
        assertThat(bench.listed(c)).isEmpty();
        assertThat(bench.findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void removal_movesPagesUpLevelByLevel_andNoPageKeepsAGroup(DesignFactory factory) {
        PageBench bench = new PageBench(factory);
        MemCgroup p = bench.group("P", bench.root);
        MemCgroup c = bench.group("C", p);
        PageHandle page = bench.page("a", c);
        bench.page("b", c);
        bench.remove(c);
        assertThat(bench.listed(p)).containsExactly("page a", "page b");
        assertThat(bench.usage(p)).isEqualTo(2);
        assertThat(bench.leftovers()).doesNotContain("memcg C");
        bench.design.unmap(bench.task, page);
        assertThat(bench.usage(p)).isEqualTo(1);
        bench.remove(p);
        assertThat(bench.usage(bench.root)).isEqualTo(1);
        assertThat(bench.leftovers()).containsExactly("page b");
        assertThat(bench.findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void pageReadAhead_isChargedByWhoeverMapsItFirst(DesignFactory factory) {
        PageBench bench = new PageBench(factory);
        MemCgroup c = bench.group("C", bench.root);
        MemCgroup d = bench.group("D", bench.root);
        PageHandle page = bench.page("a", c, AllocFlag.NOACCOUNT);
        assertThat(bench.usage(bench.root)).isZero();
        assertThat(bench.listed(c)).isEmpty();
        assertThat(bench.charge(page, d)).isTrue();
        assertThat(bench.charge(page, c)).isFalse();
        assertThat(bench.listed(d)).containsExactly("page a");
        assertThat(bench.usage(d)).isEqualTo(1);
        assertThat(bench.usage(c)).isZero();
        assertThat(bench.findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void chargeAtTheLimit_reclaimsTheOldestPage(DesignFactory factory) {
        PageBench bench = new PageBench(factory);
        MemCgroup c = bench.group("C", bench.root);
        bench.design.setLimit(bench.task, c, 1);
        PageHandle first = bench.page("a", c);
        PageHandle second = bench.page("b", c);
        assertThat(first.peek()).isNull();
        assertThat(second.peek()).isNotNull();
        assertThat(bench.usage(c)).isEqualTo(1);
        assertThat(bench.design.setLimit(bench.task, c, 0)).isTrue();
        assertThat(bench.page("none", c).peek()).isNull();
        assertThat(bench.leftovers()).noneMatch(name -> name.startsWith("page"));
        assertThat(bench.findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void pageInUse_isPutBackByReclaim(DesignFactory factory) {
        PageBench bench = new PageBench(factory);
        MemCgroup c = bench.group("C", bench.root);
        PageHandle handle = bench.page("a", c);
        UserPage used = Objects.requireNonNull(handle.take());
        assertThat(bench.reclaim(c, 1)).isZero();
        assertThat(bench.listed(c)).containsExactly("page a");
        handle.put(used);
        assertThat(bench.reclaim(c, 1)).isEqualTo(1);
        assertThat(bench.usage(c)).isZero();
        assertThat(bench.findings()).isEmpty();
    }
}
