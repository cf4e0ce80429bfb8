package kmemcg.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kmemcg.explore.RecordedStep;
import kmemcg.explore.SourceLine;
import kmemcg.report.SourcePlaces.Place;

/** An interleaving as SARIF has it: a flow for each thread, and in each step the number that it has in the sequence of all. */
final class CodeFlow {
    private CodeFlow() {}

    static void write(ObjectNode flow, List<RecordedStep> steps) {
        ArrayNode threadFlows = flow.putArray("threadFlows");
        Map<String, ArrayNode> byThread = new LinkedHashMap<>();
        for (int at = 0; at < steps.size(); at++) {
            ArrayNode locations =
                    byThread.computeIfAbsent(steps.get(at).thread(), thread -> begun(threadFlows, thread));
            step(locations.addObject(), steps.get(at), at);
        }
    }

    private static ArrayNode begun(ArrayNode threadFlows, String thread) {
        return threadFlows.addObject().put("id", thread).putArray("locations");
    }

    private static void step(ObjectNode node, RecordedStep step, int order) {
        ObjectNode location = node.putObject("location");
        location.putObject("message").put("text", step.text());
        SourceLine line = SourcePlaces.innermost(step);
        if (line != null) {
            SourcePlaces.at(location, Place.of(line));
            location.putArray("logicalLocations")
                    .addObject()
                    .put("fullyQualifiedName", line.type() + "." + line.method())
                    .put("kind", "function");
        }
        node.put("executionOrder", order);
        node.put("importance", step.isFinding() ? "essential" : "important");
    }
}
