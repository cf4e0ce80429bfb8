package kmemcg.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kmemcg.input.InputError;
import org.jspecify.annotations.Nullable;

/** Reads {@code snapshots.json}, a list of readings in time order, one at a time. */
final class SnapshotReader implements Closeable {
    static final String NAME = "snapshots.json";

    private static final int LONGEST_FILE = 4 << 20;
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    private final Path file;
    private final JsonParser parser;
    private long count;

    private SnapshotReader(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** Opens the snapshots of a recording's directory. */
    static SnapshotReader open(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new InputError("no " + NAME, file.toString(), "copy it beside the trace; the readings are in it");
        }
        StreamReadConstraints bounds =
                StreamReadConstraints.builder().maxStringLength(LONGEST_FILE).build();
        try {
            JsonParser parser =
                    JsonFactory.builder().streamReadConstraints(bounds).build().createParser(file.toFile());
            SnapshotReader reader = new SnapshotReader(file, parser);
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw reader.wrong("not a JSON list of readings");
            }
            return reader;
        } catch (IOException e) {
            throw malformed(file, e);
        }
    }

    /** The next reading, or null at the end. */
    @Nullable
    Reading next() {
        try {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                return null;
            }
            if (token != JsonToken.START_OBJECT) {
                throw wrong("not a reading, but " + token);
            }
            count++;
            return reading(values());
        } catch (IOException e) {
            throw malformed(file, e);
        }
    }

    private Map<String, String> values() throws IOException {
        Map<String, String> values = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (!parser.nextToken().isScalarValue()) {
                throw wrong("the value of %s is not a text or a number".formatted(name));
            }
            values.put(name, parser.getText());
        }
        return values;
    }

    private Reading reading(Map<String, String> values) {
        return new Reading(
                count,
                micros(values, "snap") / 1_000_000,
                micros(values, "t"),
                micros(values, "t_end"),
                text(values, "label"),
                text(values, "cgroup"),
                text(values, "file"),
                text(values, "content"));
    }

    private String text(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw wrong("reading %d has no %s".formatted(count, name));
        }
        return value;
    }

    private long micros(Map<String, String> values, String name) {
        String value = text(values, name);
        try {
            return new BigDecimal(value).multiply(MICROS).longValue();
        } catch (NumberFormatException e) {
            throw wrong("%s of reading %d is not a number: %s".formatted(name, count, value));
        }
    }

    private InputError wrong(String what) {
        int line = parser.currentLocation().getLineNr();
        return new InputError(what, file + " line " + line, "give snapshots.json as the recorder wrote it");
    }

    static InputError malformed(Path file, IOException e) {
        String where = file.toString();
        String what = String.valueOf(e.getMessage());
        if (e instanceof JsonProcessingException json) {
            what = json.getOriginalMessage();
            where += json.getLocation() == null
                    ? ""
                    : " line " + json.getLocation().getLineNr() + " column "
                            + json.getLocation().getColumnNr();
        }
        return new InputError("not readable as JSON: " + what, where, "record again, or restore the file");
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
