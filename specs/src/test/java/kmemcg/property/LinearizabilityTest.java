package kmemcg.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The checker against histories of a register with known answers, and against plain enumeration of all orders. */
class LinearizabilityTest {
    /** A read that returned a value, or a write of one, from one instant to another. */
    private record Access(boolean isWrite, int value, int begin, int end) {}

    private static final SequentialSpec<Integer, Access> REGISTER = new SequentialSpec<>() {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public List<Integer> after(Integer state, Access call, List<Access> overlapped) {
            if (call.isWrite()) {
                return List.of(call.value());
            }
            return call.value() == state ? List.of(state) : List.of();
        }
    };

    private static boolean holds(List<Access> calls) {
        return Linearizability.holds(
                new History<>(
                        calls,
                        (first, second) ->
                                calls.get(first).end() < calls.get(second).begin()),
                REGISTER);
    }

    @Test
    void readOverlappingAWrite_maySeeEither() {
        Access write = new Access(true, 1, 0, 10);
        assertThat(holds(List.of(write, new Access(false, 0, 5, 6)))).isTrue();
        assertThat(holds(List.of(write, new Access(false, 1, 5, 6)))).isTrue();
        assertThat(holds(List.of(write, new Access(false, 2, 5, 6)))).isFalse();
    }

    @Test
    void readAfterAWrite_mustSeeIt() {
        assertThat(holds(List.of(new Access(true, 1, 0, 1), new Access(false, 0, 2, 3))))
                .isFalse();
    }

    @Test
    void secondReadGoingBackInTime_isNotLinearizable() {
        Access write = new Access(true, 1, 0, 10);
        assertThat(holds(List.of(write, new Access(false, 1, 1, 2), new Access(false, 0, 3, 4))))
                .isFalse();
    }

    /** 2,000 histories of up to 5 calls; about 40 % are linearizable, so a checker that always says yes or no fails. */
    @Test
    void randomHistories_agreeWithAllOrders() {
        Random random = new Random(1);
        int linearizable = 0;
        for (int i = 0; i < 2_000; i++) {
            List<Access> calls = randomCalls(random);
            boolean expected = anyOrder(calls, new ArrayList<>());
            assertThat(holds(calls)).as("seed 1, history %d: %s", i, calls).isEqualTo(expected);
            linearizable += expected ? 1 : 0;
        }
        assertThat(linearizable).isBetween(400, 1_600);
    }

    private static List<Access> randomCalls(Random random) {
        return IntStream.range(0, 2 + random.nextInt(4))
                .mapToObj(call -> {
                    int begin = random.nextInt(10);
                    return new Access(random.nextBoolean(), random.nextInt(3), begin, begin + random.nextInt(5));
                })
                .distinct()
                .toList();
    }

    private static boolean anyOrder(List<Access> calls, List<Access> order) {
        if (order.size() == calls.size()) {
            return isLegal(order);
        }
        return calls.stream().filter(call -> !order.contains(call)).anyMatch(call -> {
            List<Access> longer = new ArrayList<>(order);
            longer.add(call);
            return anyOrder(calls, longer);
        });
    }

    private static boolean isLegal(List<Access> order) {
        int value = 0;
        for (int i = 0; i < order.size(); i++) {
            Access call = order.get(i);
            int at = i;
            if (IntStream.range(i + 1, order.size())
                    .anyMatch(later -> order.get(later).end() < order.get(at).begin())) {
                return false;
            }
            if (!call.isWrite() && call.value() != value) {
                return false;
            }
            value = call.isWrite() ? call.value() : value;
        }
        return true;
    }
}
