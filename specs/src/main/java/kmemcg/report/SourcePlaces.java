package kmemcg.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import kmemcg.engine.Subject;
import kmemcg.engine.Violation;
import kmemcg.explore.RecordedStep;
import kmemcg.explore.SourceLine;
import org.jspecify.annotations.Nullable;

/** Where in the sources something is, and how SARIF says it. */
final class SourcePlaces {
    private static final String OWN = "kmemcg.";
    private static final String OWN_ROOT = "model/src/main/java/";

    /** Of whoever checks a design of their own: Maven's layout, since a class does not tell. */
    private static final String FOREIGN_ROOT = "src/main/java/";

    private SourcePlaces() {}

    /**
     * A place in the sources.
     *
     * @param path of the file, relative to the folder of everything
     * @param line from 1; 0 if only the file is known
     */
    record Place(String path, int line) {
        static Place of(SourceLine line) {
            return new Place(root(line.type()) + line.path(), line.line());
        }

        private static String root(String type) {
            return type.startsWith(OWN) ? OWN_ROOT : FOREIGN_ROOT;
        }
    }

    /** The class of what was checked. */
    static Place of(Subject subject) {
        Class<?> type = subject.sample().getClass();
        Class<?> outermost = type.getNestHost();
        String path = outermost.getName().replace('.', '/') + ".java";
        return new Place(Place.root(type.getName()) + path, 0);
    }

    /**
     * The last line of the very class that was checked, which of a variant is the step that is different; else the last line at all; else
     * the class.
     */
    static Place of(Subject subject, Violation violation) {
        String type = subject.sample().getClass().getName();
        List<RecordedStep> steps = violation.everyStep();
        SourceLine last = null;
        for (int at = steps.size() - 1; at >= 0; at--) {
            SourceLine in = lineIn(type, steps.get(at));
            if (in != null) {
                return Place.of(in);
            }
            last = last == null ? innermost(steps.get(at)) : last;
        }
        return last == null ? of(subject) : Place.of(last);
    }

    private static @Nullable SourceLine lineIn(String type, RecordedStep step) {
        return step.lines().stream()
                .filter(line -> line.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    static @Nullable SourceLine innermost(RecordedStep step) {
        return step.lines().isEmpty() ? null : step.lines().get(0);
    }

    /** Writes a location. */
    static void at(ObjectNode location, Place place) {
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", place.path()).put("uriBaseId", "%SRCROOT%");
        if (place.line() > 0) {
            physical.putObject("region").put("startLine", place.line());
        }
    }
}
