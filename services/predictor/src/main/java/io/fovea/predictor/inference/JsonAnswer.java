package io.fovea.predictor.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.tensorcodec.TensorCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The body of an answer over HTTP.
 *
 * @param jsonLength how many of its bytes are JSON: the header {@code Inference-Header-Content-Length} where it is not all
 */
public record JsonAnswer(byte[] body, int jsonLength) {

    private static final JsonFactory JSON = new JsonFactory();

    /** The answer, its output as the request wants it: numbers in JSON, or raw contents behind it. */
    public static JsonAnswer of(InferenceAnswer answer, JsonRequest request) {
        boolean binary = request.isBinary(answer.output().getName());
        ByteArrayOutputStream body = new ByteArrayOutputStream(512);
        try {
            try (JsonGenerator json = JSON.createGenerator(body)) {
                write(json, answer, binary);
            }
            int jsonLength = body.size();
            if (binary) {
                answer.output().getRawContents().writeTo(body);
            }
            return new JsonAnswer(body.toByteArray(), jsonLength);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there are raw contents behind the JSON. */
    public boolean isBinary() {
        return jsonLength < body.length;
    }

    private static void write(JsonGenerator json, InferenceAnswer answer, boolean binary) throws IOException {
        json.writeStartObject();
        json.writeStringField("model_name", answer.model().name());
        json.writeStringField("model_version", answer.model().version());
        if (!answer.id().isEmpty()) {
            json.writeStringField("id", answer.id());
        }
        json.writeArrayFieldStart("outputs");
        write(json, answer.output(), binary);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Tensor output, boolean binary) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", output.getName());
        json.writeStringField("datatype", output.getDatatype());
        json.writeFieldName("shape");
        long[] shape = TensorCodec.shape(output);
        json.writeArray(shape, 0, shape.length);
        if (binary) {
            json.writeObjectFieldStart("parameters");
            json.writeNumberField("binary_data_size", output.getRawContents().size());
            json.writeEndObject();
        } else {
            json.writeArrayFieldStart("data");
            for (float number : TensorCodec.toFloat32(output)) { // a pipeline's output is FP32
                json.writeNumber(number);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
