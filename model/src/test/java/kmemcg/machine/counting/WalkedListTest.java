package kmemcg.machine.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** A list like any other, that counts who walks it. */
class WalkedListTest {
    private final Meter meter = new Meter();

    private WalkedList<Integer> list(Integer... entries) {
        return (WalkedList<Integer>) WalkedList.of(TreePVector.from(List.of(entries)), meter);
    }

    private long walked() {
        return meter.counts().nodes();
    }

    @Test
    void walk_countsTheEntriesThatItPasses() {
        WalkedList<Integer> list = list(7, 8, 9);
        for (Integer entry : list) {
            if (entry == 8) {
                break;
            }
        }
        assertThat(walked()).isEqualTo(2);
        assertThat(list.get(2)).isEqualTo(9);
        assertThat(walked()).isEqualTo(5);
        assertThat(list.stream().anyMatch(entry -> entry == 7)).isTrue();
        assertThat(walked()).isEqualTo(6);
    }

    @Test
    void linkingUnlinkingAndLooking_areNoWalks() {
        WalkedList<Integer> list = list(7, 8, 9);
        assertThat(list.plus(4).minus((Object) 8).contains(9)).isTrue();
        assertThat(list.plus(0, 6).size()).isEqualTo(4);
        assertThat(list.minus(0).isEmpty()).isFalse();
        assertThat(walked()).isZero();
    }

    /** 20,000 random changes: the same entries in the same order as an ordinary list, and older versions stay as they were. */
    @Test
    void randomChanges_areThoseOfAnyList() {
        long seed = 20_261_126;
        Random random = new Random(seed);
        PVector<Integer> plain = TreePVector.empty();
        PVector<Integer> walked = list();
        List<PVector<Integer>> before = new ArrayList<>();
        List<PVector<Integer>> walkedBefore = new ArrayList<>();
        for (int change = 0; change < 20_000; change++) {
            int how = random.nextInt(6);
            int at = random.nextInt(plain.size() + 1);
            int fresh = change;
            PVector<Integer> last = plain;
            plain = changed(plain, how, at, fresh, last);
            walked = changed(walked, how, at, fresh, last);
            assertThat(((WalkedList<Integer>) walked).peek())
                    .as("seed %d, change %d", seed, change)
                    .isEqualTo(plain);
            if (change % 1_000 == 0) {
                before.add(plain);
                walkedBefore.add(walked);
            }
        }
        assertThat(walkedBefore).isEqualTo(before);
    }

    private static PVector<Integer> changed(PVector<Integer> list, int how, int at, int fresh, PVector<Integer> last) {
        if (list.size() > 40) {
            return list.minusAll(last.subList(0, 30));
        }
        return switch (how) {
            case 0 -> list.plus(0, fresh);
            case 1 -> list.plus(at, fresh);
            case 2 -> last.isEmpty() ? list : list.minus((Object) last.get(at % last.size()));
            case 3 -> last.isEmpty() ? list : list.minus(at % last.size());
            case 4 -> last.isEmpty() ? list : list.with(at % last.size(), fresh);
            default -> list.plusAll(List.of(fresh, -fresh - 1));
        };
    }
}
