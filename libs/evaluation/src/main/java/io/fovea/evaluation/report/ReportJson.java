package io.fovea.evaluation.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reports as JSON; a figure that is not known is {@code null}. */
public final class ReportJson {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .registerModule(new SimpleModule()
                    .addSerializer(Double.class, new NullForUnknown())
                    .addSerializer(double.class, new NullForUnknown())
                    .addDeserializer(Double.class, new UnknownForNull())
                    .addDeserializer(double.class, new UnknownForNull()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private ReportJson() {}

    public static byte[] write(EvaluationReport report) {
        return write((Object) report);
    }

    /** Any record of figures, in the same form. */
    public static byte[] write(Object figures) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(figures);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UncheckedIOException where it is no report */
    public static EvaluationReport read(byte[] json) {
        return read(json, EvaluationReport.class);
    }

    /** @throws UncheckedIOException where it is none of that type */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class NullForUnknown extends StdSerializer<Double> {
        private static final long serialVersionUID = 1;

        NullForUnknown() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    private static final class UnknownForNull extends StdDeserializer<Double> {
        private static final long serialVersionUID = 1;

        UnknownForNull() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return json.getDoubleValue();
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}
