package kmemcg.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import kmemcg.design.Catalogue;
import kmemcg.design.DesignEntry;
import kmemcg.design.HistoricalBug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the papers and patches say of their costs, counted on the designs. */
class CostTest {
    private static final int MOST = 400;

    private static DesignEntry design(String name) {
        return Catalogue.design(name).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"percache, 2", "optout-parent, 2", "scalable, 1", "reparent, 1", "objcg, 1"})
    void listsWalkedToRemoveGroups_growWithThisPower(String name, double power) {
        Growth growth = Growth.of(design(name), MOST);
        assertThat(growth.exponent(point -> point.work().nodes())).isCloseTo(power, within(0.1));
        assertThat(growth.isCutShort()).isFalse();
    }

    /** One for each group and cache, all under a mutex that everybody needs, before the scalability set; none since. */
    @Test
    void gracePeriods_areWaitedForBeforeTheScalabilitySetAndNotSince() {
        Teardown before = Growth.of(design("percache"), MOST).largest();
        Teardown since = Growth.of(design("scalable"), MOST).largest();
        assertThat(before.work().waits()).isEqualTo((long) MOST * Teardown.CACHES);
        assertThat(before.work().lockedWaits()).isEqualTo(before.work().waits());
        assertThat(since.work().waits()).isZero();
        assertThat(since.work().callbacks()).isPositive();
    }

    @Test
    void arraysOfCaches_haveASlotForEachGroupAndCache() {
        Teardown teardown = Growth.of(design("percache"), MOST).largest();
        long slots = teardown.standing().bytesOf("CacheArray") / 8;
        assertThat(slots).isBetween((long) MOST * Teardown.CACHES, 2L * (MOST + 1) * Teardown.CACHES);
        assertThat(Growth.of(design("objcg"), MOST).largest().standing().bytesOf("CacheArray"))
                .isZero();
    }

    @Test
    void naturalization_savesAListHeadOfEachPage() {
        PageMemory shadow = PageMemory.of(design("shadow")).orElseThrow();
        PageMemory naturalized = PageMemory.of(design("naturalized")).orElseThrow();
        assertThat(shadow.bytes() - naturalized.bytes()).isEqualTo(16);
        assertThat(shadow.lists()).isEqualTo(2);
        assertThat(naturalized.lists()).isEqualTo(1);
        assertThat(PageMemory.of(design("objcg"))).isEmpty();
    }

    /** A page of 21 objects is charged at two levels and uncharged: 4 / 21 for each object. */
    @Test
    void chargeByPage_isSharedByItsObjects_andStocksMakeChargesRare() {
        assertThat(Price.of(design("percache"), 64).updates()).isCloseTo(4 / 21.0, within(0.001));
        Price stocked = Price.of(design("objcg"), 64);
        Price bare = Price.of(design("objcg"), 1);
        assertThat(stocked.updates()).isLessThan(bare.updates() / 10);
        assertThat(stocked.equalsButForStocks(bare)).isFalse();
        assertThat(Price.of(design("percache"), 1).equalsButForStocks(Price.of(design("percache"), 64)))
                .isTrue();
    }

    @Test
    void slabinfoReadInChunks_missesOrRepeatsBefore_andNeverSince() {
        HistoricalBug before = Catalogue.bug("slabinfo-missing-or-duplicate").orElseThrow();
        assertThat(SlabinfoReading.of(before.name(), before.factory())
                        .orElseThrow()
                        .wrong())
                .isPositive();
        for (String since : List.of("scalable", "reparent")) {
            assertThat(SlabinfoReading.of(since, design(since).factory())
                            .orElseThrow()
                            .wrong())
                    .isZero();
        }
        assertThat(SlabinfoReading.of("percache", design("percache").factory())).isEmpty();
    }

    @Test
    void twoMeasurements_areEqual() {
        for (DesignEntry design : Catalogue.designs()) {
            assertThat(Growth.of(design, 100)).isEqualTo(Growth.of(design, 100));
            assertThat(Price.of(design, 64)).isEqualTo(Price.of(design, 64));
        }
    }

    @Test
    void exponent_isTheSlopeOfTheLogarithms() {
        Growth growth = Growth.of(design("scalable"), MOST);
        assertThat(growth.points()).extracting(Teardown::groups).containsExactly(50, 100, 200, 400);
        assertThat(growth.exponent(point -> 7.0 * point.groups() * point.groups()))
                .isCloseTo(2, within(1e-9));
    }
}
