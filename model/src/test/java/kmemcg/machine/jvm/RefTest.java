package kmemcg.machine.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kmemcg.machine.Ref;
import org.junit.jupiter.api.Test;

class RefTest {
    private static final List<Integer> OLD = List.of(1);
    private static final List<Integer> NEW = List.of(2);

    private final Ref<List<Integer>> ref = JvmMachine.parallel(1).ref("ids", OLD);

    @Test
    void initialValue_isRead_inEveryOrder() {
        assertThat(ref.readOnce()).isSameAs(OLD);
        assertThat(ref.loadAcquire()).isSameAs(OLD);
        assertThat(ref.rcuDereference()).isSameAs(OLD);
        assertThat(ref.readPlain()).isSameAs(OLD);
        assertThat(ref.peek()).isSameAs(OLD);
    }

    @Test
    void stores_areRead_inEveryOrder() {
        ref.writeOnce(NEW);
        assertThat(ref.peek()).isSameAs(NEW);
        ref.storeRelease(null);
        assertThat(ref.peek()).isNull();
        ref.rcuAssign(OLD);
        assertThat(ref.peek()).isSameAs(OLD);
        ref.writePlain(NEW);
        assertThat(ref.peek()).isSameAs(NEW);
    }

    @Test
    void exchange_returnsTheOldPointer() {
        assertThat(ref.xchg(NEW)).isSameAs(OLD);
        assertThat(ref.peek()).isSameAs(NEW);
    }

    @Test
    void compareExchanges_changeOnlyWhatTheyExpect() {
        assertThat(ref.cmpxchg(NEW, null)).isSameAs(OLD);
        assertThat(ref.cmpxchg(OLD, NEW)).isSameAs(OLD);
        assertThat(ref.cmpxchgRelaxed(OLD, null)).isSameAs(NEW);
        assertThat(ref.peek()).isSameAs(NEW);
        assertThat(ref.cmpxchgRelaxed(NEW, null)).isSameAs(NEW);
        assertThat(ref.peek()).isNull();
    }

    @Test
    void compareExchange_ofAnEqualButDifferentPointer_fails() {
        List<Integer> equal = List.of(Integer.parseInt("1"));
        assertThat(equal).isEqualTo(OLD).isNotSameAs(OLD);

        assertThat(ref.cmpxchg(equal, NEW)).isSameAs(OLD);
        assertThat(ref.peek()).isSameAs(OLD);
    }
}
