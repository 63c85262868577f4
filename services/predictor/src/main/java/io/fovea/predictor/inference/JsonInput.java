package io.fovea.predictor.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fovea.proto.inference.v1.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One input of a request's JSON, its numbers either there or among the binary contents; its fields come in any order. */
final class JsonInput {

    private static final int MOST_AXES = 16;

    private final JsonParser json;
    private final JsonRequestReader reader;
    private final BinaryContents contents;
    private String name = "";
    private String datatype = "";
    private final List<Long> shape = new ArrayList<>();
    private long binarySize = -1;
    private @Nullable JsonNumbers data;

    JsonInput(JsonParser json, JsonRequestReader reader, BinaryContents contents) {
        this.json = json;
        this.reader = reader;
        this.contents = contents;
    }

    Tensor read() throws IOException {
        reader.fields(field -> {
            switch (field) {
                case "name" -> name = reader.text("inputs.name");
                case "datatype" -> datatype = reader.text("inputs.datatype");
                case "shape" -> shape();
                case "data" -> data = JsonNumbers.read(json);
                case "parameters" -> reader.object("inputs.parameters", this::parameter);
                default -> json.skipChildren();
            }
        });
        return tensor();
    }

    private void shape() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedRequestException("inputs.shape is to be a list of whole numbers.");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            shape.add(reader.number("inputs.shape"));
            if (shape.size() > MOST_AXES) {
                throw new MalformedRequestException("inputs.shape has more than %d axes.".formatted(MOST_AXES));
            }
        }
    }

    private void parameter(String parameter) throws IOException {
        if (parameter.equals("binary_data_size")) {
            binarySize = reader.number(parameter);
            if (binarySize < 0) {
                throw new MalformedRequestException("binary_data_size is to be at least 0.");
            }
        } else {
            json.skipChildren();
        }
    }

    private Tensor tensor() {
        if ((data == null) == (binarySize < 0)) {
            throw new MalformedRequestException(
                    "Input \"%s\" is to have either data or the parameter binary_data_size.".formatted(name));
        }
        if (data != null) {
            return JsonTensor.of(name, datatype, shape, data);
        }
        return Tensor.newBuilder()
                .setName(name)
                .setDatatype(datatype)
                .addAllShape(shape)
                .setRawContents(contents.next(name, binarySize))
                .build();
    }
}
