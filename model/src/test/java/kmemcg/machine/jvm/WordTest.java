package kmemcg.machine.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import kmemcg.machine.Word;
import org.junit.jupiter.api.Test;

class WordTest {
    private final Word word = JvmMachine.parallel(1).word("nr", 5);

    @Test
    void initialValue_isRead_inEveryOrder() {
        assertThat(word.readOnce()).isEqualTo(5);
        assertThat(word.loadAcquire()).isEqualTo(5);
        assertThat(word.readPlain()).isEqualTo(5);
        assertThat(word.peek()).isEqualTo(5);
        assertThat(word.name()).isEqualTo("nr");
    }

    @Test
    void stores_areRead_inEveryOrder() {
        word.writeOnce(6);
        assertThat(word.peek()).isEqualTo(6);
        word.storeRelease(7);
        assertThat(word.peek()).isEqualTo(7);
        word.writePlain(8);
        assertThat(word.peek()).isEqualTo(8);
    }

    @Test
    void additions_returnTheNewValue() {
        assertThat(word.addReturn(2)).isEqualTo(7);
        assertThat(word.addReturnRelaxed(-10)).isEqualTo(-3);
        assertThat(word.peek()).isEqualTo(-3);
    }

    @Test
    void exchanges_returnTheOldValue() {
        assertThat(word.xchg(6)).isEqualTo(5);
        assertThat(word.xchgRelaxed(7)).isEqualTo(6);
        assertThat(word.peek()).isEqualTo(7);
    }

    @Test
    void compareExchanges_changeOnlyWhatTheyExpect() {
        assertThat(word.cmpxchg(4, 9)).isEqualTo(5);
        assertThat(word.cmpxchg(5, 9)).isEqualTo(5);
        assertThat(word.cmpxchgRelaxed(5, 1)).isEqualTo(9);
        assertThat(word.peek()).isEqualTo(9);
        assertThat(word.cmpxchgRelaxed(9, 1)).isEqualTo(9);
        assertThat(word.peek()).isEqualTo(1);
    }

    @Test
    void bitOperations_returnTheOldValue() {
        assertThat(word.fetchOr(0b1010)).isEqualTo(0b0101);
        assertThat(word.fetchAnd(0b1100)).isEqualTo(0b1111);
        assertThat(word.peek()).isEqualTo(0b1100);
        word.orRelaxed(0b0001);
        assertThat(word.peek()).isEqualTo(0b1101);
        word.andRelaxed(~0b0100);
        assertThat(word.peek()).isEqualTo(0b1001);
    }
}
