package kmemcg.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class MarkupTextTest {
    @Test
    void text_staysText() {
        assertThat(MarkupText.escaped("a < b && \"c\" > é → 😀\n\t"))
                .isEqualTo("a &lt; b &amp;&amp; &quot;c&quot; &gt; é → 😀\n\t");
        assertThat(MarkupText.printable("a < b &")).isEqualTo("a < b &");
    }

    @Test
    void lettersThatNoDocumentHas_areReplaced() {
        assertThat(MarkupText.printable("a\u0000b\u001b[c\r\u007f\u0085d\ud800e\ufffef\ufdd0"))
                .isEqualTo("a\ufffdb\ufffd[c\ufffd\ufffd\ufffdd\ufffde\ufffdf\ufffd");
    }

    /** Every code point of Unicode, in content and in a value. */
    @Test
    void everyLetter_canStandInADocument() {
        StringBuilder all = new StringBuilder();
        for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
            all.appendCodePoint(letter);
        }
        String text = MarkupText.escaped(all.toString());
        String document = "<a b=\"%s\">%s</a>".formatted(text, text);
        assertThatCode(() -> DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(document))))
                .doesNotThrowAnyException();
    }
}
