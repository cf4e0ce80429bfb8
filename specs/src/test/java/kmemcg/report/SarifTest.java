package kmemcg.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kmemcg.campaign.Check.Result;
import kmemcg.campaign.OwnDesign;
import kmemcg.campaign.Quarry;
import kmemcg.design.Catalogue;
import kmemcg.design.objcg.ObjcgDesign;
import kmemcg.engine.Search;
import kmemcg.engine.Subject;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.engine.explorer.ExplorerEngine;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;
import kmemcg.machine.Machine;
import kmemcg.memcg.Geometry;
import org.junit.jupiter.api.Test;

class SarifTest {
    private static final Quarry BUG =
            Quarry.of(Catalogue.bug("objcg-charge-resurrects-css").orElseThrow());

    private static Result result(Verdict verdict) {
        return new Result(BUG.subject(), verdict, Path.of("results", "a b.txt"));
    }

    private static Verdict verdict(Outcome outcome, String note) {
        return new Verdict("explorer", outcome, 7, "programs", Duration.ofMillis(1_500), null, note);
    }

    private static Verdict saying(String message) {
        Violation violation =
                new Violation(BUG.scenario(), List.of(new Finding(Invariant.PROGRESS, "deadlock", message)), List.of());
        return new Verdict("lincheck", Outcome.VIOLATED, 7, "programs", Duration.ZERO, violation, "");
    }

    private static JsonNode validated(String text) throws Exception {
        try (InputStream file = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(json);
            assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
        }
        return new ObjectMapper().readTree(text);
    }

    @Test
    void counterexample_isAtTheStepThatIsWrong_withItsInterleaving() throws Exception {
        Verdict found = new ExplorerEngine()
                .check(BUG.subject(), Search.directed(List.of(BUG.scenario()), 1, Duration.ofMinutes(1)));
        JsonNode result = validated(Sarif.text(List.of(result(found)))).at("/runs/0/results/0");
        assertThat(result.at("/ruleId").asText()).isEqualTo("NO_ACCESS_AFTER_FREE");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("model/src/main/java/kmemcg/design/objcg/bugs/ObjcgChargeResurrectsCss.java");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isGreaterThan(1);
        assertThat(result.at("/message/text").asText()).contains("kmemcg replay results");
        JsonNode flows = result.at("/codeFlows/0/threadFlows");
        assertThat(flows.findValuesAsText("id")).contains("T1", "T2");
        List<Integer> order = new ArrayList<>();
        flows.forEach(flow -> flow.at("/locations")
                .forEach(step -> order.add(step.at("/executionOrder").asInt())));
        assertThat(order).doesNotHaveDuplicates().hasSizeGreaterThan(10);
        assertThat(flows.findValues("startLine")).hasSizeGreaterThan(10);
    }

    @Test
    void counterexampleWithoutSteps_isAtItsClass() throws Exception {
        JsonNode location = validated(Sarif.text(List.of(result(saying("waits")))))
                .at("/runs/0/results/0/locations/0/physicalLocation");
        assertThat(location.at("/artifactLocation/uri").asText())
                .isEqualTo("model/src/main/java/kmemcg/design/objcg/bugs/ObjcgChargeResurrectsCss.java");
        assertThat(location.has("region")).isFalse();
    }

    @Test
    void nestedClass_isInTheFileOfTheOutermost() throws Exception {
        Subject own = OwnDesign.of(Owned.class).subject(Catalogue.designs());
        Result result = new Result(own, saying("waits"), null);
        assertThat(validated(Sarif.text(List.of(result)))
                        .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("model/src/main/java/kmemcg/report/SarifTest.java");
    }

    /** Nobody's own, but it is nested. */
    public static final class Owned extends ObjcgDesign {
        public Owned(Machine machine, Geometry geometry) {
            super(machine, geometry);
        }
    }

    @Test
    void whatCouldNotBeSearched_isANotification() throws Exception {
        JsonNode run = validated(Sarif.text(List.of(
                        result(verdict(Outcome.HOLDS, "seed 1")),
                        result(verdict(Outcome.BOUNDED, "too little")),
                        result(verdict(Outcome.TOOL_ERROR, "broke")))))
                .at("/runs/0");
        assertThat(run.at("/results")).isEmpty();
        JsonNode invocation = run.at("/invocations/0");
        assertThat(invocation.at("/executionSuccessful").asBoolean()).isFalse();
        assertThat(invocation.at("/toolExecutionNotifications").findValuesAsText("level"))
                .containsExactly("note", "error");
    }

    @Test
    void racesThatShowNoProgram_areResultsAllTheSame() throws Exception {
        JsonNode results = validated(Sarif.text(List.of(result(verdict(Outcome.VIOLATED, "seen: 3, 0")))))
                .at("/runs/0/results");
        assertThat(results).hasSize(1);
        assertThat(results.at("/0/message/text").asText()).contains("seen: 3, 0");
    }

    @Test
    void hostileText_staysText() throws Exception {
        String hostile = "\"}],\u0000\u001b[31m \ud800 \\u0041";
        assertThat(validated(Sarif.text(List.of(result(saying(hostile)))))
                        .at("/runs/0/results/0/message/text")
                        .asText())
                .contains("\"}],");
    }
}
