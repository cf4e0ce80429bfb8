package kmemcg.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import kmemcg.explore.Access;
import kmemcg.report.html.Cells.Cell;
import org.jspecify.annotations.Nullable;

/**
 * What the script knows of each story besides the text that is in the page: an array with an object for each finding, {@code cells} with
 * {@code name}, {@code group} and {@code initial}, and {@code steps} with {@code cell}, {@code write}, {@code after}, {@code from},
 * {@code lines}, {@code frees}, each only where there is one.
 */
final class StoryJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FREES = "frees ";

    private StoryJson() {}

    /** JSON that can stand in HTML: no letter in it has a meaning there. */
    static String text(List<Story> stories) {
        ArrayNode all = MAPPER.createArrayNode();
        stories.forEach(story -> write(all.addObject(), story));
        try {
            return MAPPER.writeValueAsString(all)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON in memory cannot be written", e);
        }
    }

    private static void write(ObjectNode node, Story story) {
        Cells cells = Cells.of(story);
        ArrayNode all = node.putArray("cells");
        cells.all().forEach(cell -> all.addObject()
                .put("name", cell.name())
                .put("group", cell.group())
                .put("initial", cell.initial()));
        ArrayNode steps = node.putArray("steps");
        story.moments().forEach(moment -> write(steps.addObject(), moment, cells.of(moment)));
    }

    private static void write(ObjectNode node, Moment moment, @Nullable Cell cell) {
        Access access = moment.access();
        if (cell != null) {
            node.put("cell", cell.number());
        }
        if (access != null && access.isRead()) {
            node.put("from", moment.source());
        }
        if (access != null && access.isWrite()) {
            node.put("before", access.before()).put("after", access.after());
        }
        if (access == null && moment.text().startsWith(FREES)) {
            node.put("frees", moment.text().substring(FREES.length()));
        }
        if (!moment.lines().isEmpty()) {
            ArrayNode lines = node.putArray("lines");
            moment.lines().forEach(lines::add);
        }
    }
}
