package io.fovea.trainer.examples;

import com.google.protobuf.ByteString;
import io.fovea.proto.example.v1.Split;

/**
 * An example that training can learn from.
 *
 * @param label index into the pipeline's classes
 * @param input row-major, little-endian, in the shape and datatype of {@link NetworkInput}
 */
public record LabelledExample(String id, Split split, long label, ByteString input) {}
