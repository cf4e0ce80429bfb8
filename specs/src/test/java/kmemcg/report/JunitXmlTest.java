package kmemcg.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import kmemcg.campaign.Check.Result;
import kmemcg.campaign.Quarry;
import kmemcg.design.Catalogue;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JunitXmlTest {
    private static final Quarry BUG =
            Quarry.of(Catalogue.bug("stock-lock-recursion").orElseThrow());

    private static Result result(Outcome outcome, String note, @Nullable Violation violation) {
        Verdict verdict = new Verdict("explorer", outcome, 7, "tries", Duration.ofMillis(1_500), violation, note);
        return new Result(BUG.subject(), verdict, violation == null ? null : Path.of("a&b.txt"));
    }

    private static Violation saying(String message) {
        return new Violation(BUG.scenario(), List.of(new Finding(Invariant.PROGRESS, "deadlock", message)), List.of());
    }

    private static void validate(String xml) throws Exception {
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Schema schema = factory.newSchema(JunitXmlTest.class.getResource("junit.xsd"));
        schema.newValidator().validate(new StreamSource(new StringReader(xml)));
    }

    @Test
    void eachOutcome_isWhatBuildServersCallIt() throws Exception {
        String xml = JunitXml.text(List.of(
                result(Outcome.HOLDS, "seed 1", null),
                result(Outcome.BOUNDED, "too little", null),
                result(Outcome.TOOL_ERROR, "broke", null),
                result(Outcome.VIOLATED, "", saying("waits"))));
        validate(xml);
        assertThat(xml)
                .contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\" time=\"6.000\"")
                .contains("<skipped message=\"too little\">")
                .contains("<error message=\"broke\">")
                .contains("<failure message=\"waits\" type=\"PROGRESS\">")
                .contains("repeat with: kmemcg replay a&amp;b.txt");
    }

    @Test
    void hostileText_staysText() throws Exception {
        String hostile = "\"/><x a='&' \u0000\u001b[31m \ud800 ]]> \ufffe";
        String xml = JunitXml.text(
                List.of(result(Outcome.VIOLATED, "", saying(hostile)), result(Outcome.TOOL_ERROR, hostile, null)));
        validate(xml);
        assertThat(xml).doesNotContain("<x").doesNotContain("\u001b").doesNotContain("\u0000");
    }
}
