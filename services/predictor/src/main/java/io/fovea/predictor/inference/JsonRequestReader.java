package io.fovea.predictor.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.fovea.proto.inference.v1.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of an inference request: JSON, behind which raw contents may lie (the protocol's binary tensor extension).
 * What the protocol does not name is passed over.
 */
public final class JsonRequestReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(40)
                    .maxStringLength(4096)
                    .maxNameLength(256)
                    .maxNumberLength(400)
                    .build())
            .build();

    private final BinaryContents contents;
    private final JsonParser json;
    private String id = "";
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Set<String> binaryOutputs = new HashSet<>();
    private boolean binaryByDefault;
    private Optional<Duration> timeout = Optional.empty();

    private JsonRequestReader(JsonParser json, BinaryContents contents) {
        this.json = json;
        this.contents = contents;
    }

    /**
     * Reads a whole body.
     *
     * @param jsonLength the header {@code Inference-Header-Content-Length}: how many bytes of the body are JSON; all where it
     *     is not there
     * @throws MalformedRequestException where this is not what the protocol says
     * @throws io.fovea.serving.CallRefusedException where a tensor is not what it says it is
     */
    public static JsonRequest read(byte[] body, Optional<String> jsonLength) {
        BinaryContents contents = BinaryContents.after(jsonLength, body);
        try (JsonParser json = JSON.createParser(body, 0, contents.from())) {
            return new JsonRequestReader(json, contents).request();
        } catch (JsonProcessingException e) {
            e.clearLocation(); // its text would show the body
            throw new MalformedRequestException("The body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonRequest request() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "the body is to be an object");
        fields(name -> {
            switch (name) {
                case "id" -> id = text("id");
                case "inputs" -> objects("inputs", () -> inputs.add(new JsonInput(json, this, contents).read()));
                case "outputs" -> objects("outputs", this::output);
                case "parameters" -> object("parameters", this::parameter);
                default -> json.skipChildren();
            }
        });
        if (json.nextToken() != null) {
            throw new MalformedRequestException("There is something behind the JSON object.");
        }
        contents.checkUsed();
        InferenceRequest request = new InferenceRequest(id, inputs, outputs, timeout);
        return new JsonRequest(request, binaryOutputs, binaryByDefault);
    }

    private void output() throws IOException {
        String[] name = {""};
        boolean[] binary = {false};
        fields(field -> {
            switch (field) {
                case "name" -> name[0] = text("outputs.name");
                case "parameters" ->
                    object("outputs.parameters", parameter -> {
                        if (parameter.equals("binary_data")) {
                            binary[0] = flag("binary_data");
                        } else {
                            json.skipChildren();
                        }
                    });
                default -> json.skipChildren();
            }
        });
        outputs.add(name[0]);
        if (binary[0]) {
            binaryOutputs.add(name[0]);
        }
    }

    private void parameter(String name) throws IOException {
        switch (name) {
            case "binary_data_output" -> binaryByDefault = flag(name);
            case "timeout" -> timeout = Optional.of(Duration.of(Math.max(0, number(name)), ChronoUnit.MICROS));
            default -> json.skipChildren();
        }
    }

    void fields(Field field) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            field.read(name);
        }
        expect(json.currentToken(), JsonToken.END_OBJECT, "an object ends too early");
    }

    void object(String where, Field field) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, where + " is to be an object");
        fields(field);
    }

    private void objects(String where, Item item) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, where + " is to be a list");
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            expect(token, JsonToken.START_OBJECT, where + " is to hold objects");
            item.read();
        }
    }

    String text(String where) throws IOException {
        expect(json.currentToken(), JsonToken.VALUE_STRING, where + " is to be a string");
        return json.getText();
    }

    long number(String where) throws IOException {
        expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, where + " is to be a whole number");
        return json.getLongValue();
    }

    private boolean flag(String where) {
        if (!json.currentToken().isBoolean()) {
            throw new MalformedRequestException(where + " is to be true or false.");
        }
        return json.currentToken() == JsonToken.VALUE_TRUE;
    }

    private static void expect(JsonToken token, JsonToken expected, String otherwise) {
        if (token != expected) {
            throw new MalformedRequestException(otherwise + ".");
        }
    }

    interface Field {
        void read(String name) throws IOException;
    }

    private interface Item {
        void read() throws IOException;
    }
}
