package io.fovea.serving;

import com.google.protobuf.ByteString;
import io.fovea.proto.inference.v1.Tensor;

/**
 * What a model answered to one call.
 *
 * @param model as it answered, which may be a later version than was there when the call came in
 * @param output batch axis first, a row for each row of the call; finite
 */
public record CallAnswer(ModelDescription model, Tensor output) {

    static CallAnswer of(ModelDescription model, int rows, ByteString contents) {
        return new CallAnswer(
                model,
                Tensor.newBuilder()
                        .setName(model.output().name())
                        .setDatatype(model.output().datatype())
                        .addShape(rows)
                        .addAllShape(model.output().shape())
                        .setRawContents(contents)
                        .build());
    }
}
