package kmemcg.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kmemcg.campaign.Check.Result;
import kmemcg.engine.Verdict;
import kmemcg.engine.Verdict.Outcome;
import kmemcg.engine.Violation;
import kmemcg.machine.Finding;
import kmemcg.machine.Invariant;

/**
 * What a check came to in the Static Analysis Results Interchange Format 2.1.0 of OASIS, which code hosts and editors show beside the
 * source. A rule is one of the ten invariants; a result is a counterexample, at the line of the design that it came to last, with the
 * interleaving as a code flow. What an engine could not do is a notification.
 */
public final class Sarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Of what, besides the rule, tells one result from another in all runs. */
    private static final String FINGERPRINT = "kmemcgProgram/v1";

    private final ObjectNode root = JSON.createObjectNode();

    private Sarif() {}

    /** The whole document. Files are named relative to the folder of the sources, with slashes. */
    public static String text(List<Result> results) {
        Sarif sarif = new Sarif();
        sarif.write(results);
        try {
            return JSON.writeValueAsString(sarif.root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory cannot be written", e);
        }
    }

    private void write(List<Result> results) {
        root.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        rules(run.putObject("tool").putObject("driver").put("name", "kmemcg"));
        notifications(run.putArray("invocations").addObject(), results);
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode found = run.putArray("results");
        for (Result result : results) {
            Violation violation = result.verdict().violation();
            if (violation != null) {
                result(found.addObject(), result, violation);
            } else if (result.verdict().outcome() == Outcome.VIOLATED) {
                withoutProgram(found.addObject(), result);
            }
        }
    }

    private static void rules(ObjectNode driver) {
        ArrayNode rules = driver.putArray("rules");
        for (Invariant invariant : Invariant.values()) {
            ObjectNode rule = rules.addObject().put("id", invariant.name());
            rule.putObject("shortDescription").put("text", invariant.promise());
            rule.putObject("defaultConfiguration").put("level", "error");
        }
    }

    private static void notifications(ObjectNode invocation, List<Result> results) {
        boolean failed = results.stream().anyMatch(result -> result.verdict().outcome() == Outcome.TOOL_ERROR);
        invocation.put("executionSuccessful", !failed);
        ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
        for (Result result : results) {
            Verdict verdict = result.verdict();
            if (verdict.outcome() == Outcome.TOOL_ERROR || verdict.outcome() == Outcome.BOUNDED) {
                ObjectNode notification = notifications.addObject();
                notification.put("level", verdict.outcome() == Outcome.TOOL_ERROR ? "error" : "note");
                notification.putObject("message").put("text", said(result, verdict.note()));
            }
        }
    }

    private static String said(Result result, String what) {
        return "%s, %s: %s".formatted(result.subject().name(), result.verdict().engine(), what);
    }

    private static void result(ObjectNode node, Result result, Violation violation) {
        Finding first = violation.findings().get(0);
        node.put("ruleId", first.broken().name());
        node.put("ruleIndex", first.broken().number() - 1);
        node.put("level", "error");
        node.putObject("message").put("text", message(result, violation));
        SourcePlaces.at(node.putArray("locations").addObject(), SourcePlaces.of(result.subject(), violation));
        node.putObject("partialFingerprints").put(FINGERPRINT, fingerprint(result, violation));
        if (!violation.everyStep().isEmpty()) {
            CodeFlow.write(node.putArray("codeFlows").addObject(), violation.everyStep());
        }
        ObjectNode properties = node.putObject("properties");
        properties.put("engine", result.verdict().engine());
        properties.put("program", violation.program().toString());
    }

    private static void withoutProgram(ObjectNode node, Result result) {
        node.put("level", "error");
        node.putObject("message").put("text", said(result, result.verdict().note()));
        SourcePlaces.at(node.putArray("locations").addObject(), SourcePlaces.of(result.subject()));
    }

    private static String message(Result result, Violation violation) {
        String broken =
                violation.findings().stream().map(Finding::message).distinct().collect(Collectors.joining("; "));
        String repeat = result.file() == null ? "" : "\nRepeat with: " + result.repeat();
        return said(result, broken) + repeat;
    }

    /** Stable as long as the same program breaks the same promise, whatever the lines and names of files are by then. */
    private static String fingerprint(Result result, Violation violation) {
        Finding first = violation.findings().get(0);
        String all = Stream.of(result.subject().name(), first.broken(), first.kind(), violation.program())
                .map(Objects::toString)
                .collect(Collectors.joining("\n"));
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
