package kmemcg.property.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule of the reference model on numbers worked out by hand: 4 KiB pages, batch of 64. */
class ReferenceModelTest {
    private static final long PAGE = 4096;

    @Test
    void chargeInChild_isSeenByEveryAncestor() {
        CounterTree<String> tree = family();
        tree.charge("child", 64);
        tree.uncharge("parent", 4);
        assertThat(Map.of("root", tree.usage("root"), "parent", tree.usage("parent"), "child", tree.usage("child")))
                .isEqualTo(Map.of("root", 60L, "parent", 60L, "child", 64L));
    }

    @Test
    void chargeAboveAncestorsLimit_leavesNoTrace() {
        CounterTree<String> tree = family();
        assertThat(tree.setMax("parent", 10)).isTrue();
        assertThat(tree.tryCharge("child", 11)).isFalse();
        assertThat(tree.overLimit("child", 11)).isEqualTo("parent");
        assertThat(tree.usage("child")).isZero();
        assertThat(tree.tryCharge("child", 10)).isTrue();
        assertThat(tree.setMax("parent", 9)).isFalse();
    }

    @Test
    void removedChildsResidue_staysWithTheParent() {
        CounterTree<String> tree = family();
        tree.charge("child", 7);
        tree.remove("child");
        assertThat(tree.usage("parent")).isEqualTo(7);
        assertThat(tree.contains("child")).isFalse();
    }

    @Test
    void percpuChargeOnEmptyStock_takesTwoPagesAndKeepsTheRest() {
        // 4,256 bytes as Linux 6.1 charges for a child group on 2 CPUs
        assertThat(ByteCharge.of(4256, PAGE)).isEqualTo(new ByteCharge(2, 3936));
        assertThat(ByteCharge.of(8192, PAGE)).isEqualTo(new ByteCharge(2, 0));
    }

    @Test
    void refillWithoutUncharge_mayExceedAPage() {
        ByteStock<String> stock = new ByteStock<>(PAGE, new Leftovers<>());
        stock.refill("o", 3000, false);
        assertThat(stock.refill("o", 3000, false)).isEqualTo(new ByteStock.Refilled<String>(null, 0));
        assertThat(stock.bytes()).isEqualTo(6000);
        assertThat(stock.refill("o", 100, true).pages()).isEqualTo(1);
        assertThat(stock.bytes()).isEqualTo(2004);
    }

    @Test
    void exactlyOnePage_isKept() {
        ByteStock<String> stock = new ByteStock<>(PAGE, new Leftovers<>());
        assertThat(stock.refill("o", PAGE, true).pages()).isZero();
        assertThat(stock.consume("o", PAGE)).isTrue();
        assertThat(stock.consume("o", 1)).isFalse();
    }

    @Test
    void turningToAnotherObjcg_leavesThePartOfAPageBehind() {
        Leftovers<String> leftovers = new Leftovers<>();
        ByteStock<String> stock = new ByteStock<>(PAGE, leftovers);
        stock.refill("a", 7000, false);
        stock.refill("a", 500, false);
        leftovers.add("b", 4000);
        ByteStock.Refilled<String> refilled = stock.refill("b", 200, false);
        assertThat(refilled.drained()).isEqualTo(new ByteStock.Drained<>("a", 3404, 0));
        assertThat(refilled.pages()).isEqualTo(1);
        assertThat(leftovers.bytes("a")).isEqualTo(3404);
        assertThat(stock.bytes()).isEqualTo(104);
    }

    @Test
    void stockAboveBatch_isDrained() {
        PageStock<String> stock = new PageStock<>(64);
        assertThat(stock.refill("g", 63)).isEmpty();
        assertThat(stock.refill("g", 3)).containsExactly(new PageStock.Drained<>("g", 66));
        assertThat(stock.cached()).isNull();
        assertThat(stock.chargeSize(65)).isEqualTo(65);
    }

    @Test
    void stockOfAnotherGroup_isDrainedFirst() {
        PageStock<String> stock = new PageStock<>(64);
        stock.refill("g", 5);
        assertThat(stock.consume("h", 1)).isFalse();
        assertThat(stock.refill("h", 2)).containsExactly(new PageStock.Drained<>("g", 5));
        assertThat(stock.consume("h", 2)).isTrue();
        assertThat(stock.drain()).isEqualTo(new PageStock.Drained<>("h", 0));
    }

    @Test
    void offlineTwice_ownersClimbToTheLivingAncestor() {
        Owners<String, String> owners = new Owners<>();
        owners.assign("own", "a/b/c");
        assertThat(owners.reparent("a/b/c", "a/b")).isEqualTo(1);
        owners.assign("second", "a/b");
        assertThat(owners.reparent("a/b", "a")).isEqualTo(2);
        assertThat(owners.owned("a")).containsExactlyInAnyOrder("own", "second");
        assertThat(owners.release("own")).isEqualTo("a");
        assertThat(owners.owner("own")).isNull();
    }

    @Test
    void freedObject_givesBackWhatItWasChargedWith() {
        LiveObjects<Long, String> live = new LiveObjects<>();
        assertThat(live.charge(1L, "o", 200)).isNull();
        assertThat(live.charge(2L, "o", 792)).isNull();
        assertThat(live.bytes("o")).isEqualTo(992);
        assertThat(live.free(1L)).isEqualTo(new LiveObjects.Charge<>("o", 200));
        assertThat(live.free(1L)).isNull();
        assertThat(live.charge(2L, "p", 8)).isEqualTo(new LiveObjects.Charge<>("o", 792));
        assertThat(live.bytes("o")).isZero();
    }

    @Test
    void lifeInOrder_isAccepted() {
        LifeCycle<String> cycle = parentAndChild();
        for (LifeCycle.Step step : LifeCycle.Step.values()) {
            if (step != LifeCycle.Step.ONLINE) {
                assertThat(cycle.step("child", step)).isNull();
            }
        }
        assertThat(cycle.last("child")).isNull();
        assertThat(cycle.step("parent", LifeCycle.Step.OFFLINE)).isNull();
        assertThat(cycle.step("parent", LifeCycle.Step.RELEASED)).isNull();
    }

    @Test
    void freeBeforeRelease_isRefused() {
        LifeCycle<String> cycle = parentAndChild();
        assertThat(cycle.step("child", LifeCycle.Step.OFFLINE)).isNull();
        assertThat(cycle.step("child", LifeCycle.Step.FREED)).isEqualTo("css_released must come first");
    }

    @Test
    void stepTaken_twiceIsRefused() {
        LifeCycle<String> cycle = parentAndChild();
        assertThat(cycle.step("child", LifeCycle.Step.OFFLINE)).isNull();
        assertThat(cycle.step("child", LifeCycle.Step.RMDIR)).isEqualTo("it is past css_offline already");
        assertThat(cycle.isLiving("child")).isFalse();
    }

    @Test
    void parentBeforeChild_isRefused() {
        LifeCycle<String> cycle = parentAndChild();
        assertThat(cycle.step("parent", LifeCycle.Step.OFFLINE)).isEqualTo("a child of it is not offline yet");
        assertThat(cycle.step("child", LifeCycle.Step.OFFLINE)).isNull();
        assertThat(cycle.step("parent", LifeCycle.Step.RELEASED)).isEqualTo("a child of it is not freed yet");
        assertThat(cycle.online("late", "parent")).isEqualTo("its parent is past css_released");
    }

    private static CounterTree<String> family() {
        CounterTree<String> tree = new CounterTree<>();
        tree.add("root", null);
        tree.add("parent", "root");
        tree.add("child", "parent");
        return tree;
    }

    private static LifeCycle<String> parentAndChild() {
        LifeCycle<String> cycle = new LifeCycle<>(EnumSet.of(
                LifeCycle.Step.ONLINE, LifeCycle.Step.OFFLINE, LifeCycle.Step.RELEASED, LifeCycle.Step.FREED));
        assertThat(cycle.online("parent", null)).isNull();
        assertThat(cycle.online("child", "parent")).isNull();
        return cycle;
    }
}
