package kmemcg.engine.sequences;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import kmemcg.program.Program;
import kmemcg.program.ProgramParser;
import org.junit.jupiter.api.Test;

class OrdersTest {
    @Test
    void twoThreads_areMergedInEveryWay() {
        Orders orders = Orders.of(program("T1 cpu0: usage root ; settle", "T2 cpu1: drain root"));
        assertThat(orders.complete()).isTrue();
        assertThat(orders.all().stream().map(OrdersTest::words))
                .containsExactly("usage settle drain", "usage drain settle", "drain usage settle");
    }

    @Test
    void segmentsBeforeAndAfter_keepTheirPlace() {
        Orders orders = Orders.of(program("before cpu0: settle", "T1 cpu0: usage root", "after cpu1: drain root"));
        assertThat(orders.all().stream().map(OrdersTest::words)).containsExactly("settle usage drain");
    }

    @Test
    void threeThreadsOfTwo_haveNinetyOrders() {
        String two = "cpu0: settle ; settle";
        assertThat(Orders.of(program("T1 " + two, "T2 " + two, "T3 " + two)).all())
                .hasSize(90);
    }

    @Test
    void tooManyOrders_leaveThreadsOneAfterTheOther() {
        String five = "cpu0: settle ; settle ; settle ; settle ; settle";
        Orders orders = Orders.of(program("T1 " + five, "T2 " + five));
        assertThat(orders.complete()).isFalse();
        assertThat(orders.all()).hasSize(1);
        assertThat(orders.all().get(0)).hasSize(10);
    }

    private static Program program(String... lines) {
        return ProgramParser.parse("orders", "design objcg\nworld cpus 2\n" + String.join("\n", lines) + "\n");
    }

    private static String words(List<Turn> order) {
        return order.stream().map(turn -> turn.operation().verb().word()).collect(Collectors.joining(" "));
    }
}
