package io.fovea.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code --json} prints. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** One line. */
    public static String line(Object value) {
        return write(value, false);
    }

    /** Indented, for a result that a person may look at too. */
    public static String pretty(Object value) {
        return write(value, true);
    }

    /** An object whose keys stay in the order in which they are put. */
    public static Map<String, Object> object() {
        return new LinkedHashMap<>();
    }

    private static String write(Object value, boolean indented) {
        try {
            return indented
                    ? MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value)
                    : MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot be written as JSON: " + value, e);
        }
    }
}
