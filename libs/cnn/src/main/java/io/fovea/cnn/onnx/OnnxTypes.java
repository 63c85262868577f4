package io.fovea.cnn.onnx;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;

/** The messages TensorProto and ValueInfoProto; numbers are those of ONNX' onnx.proto. */
final class OnnxTypes {
    private OnnxTypes() {}

    /** TensorProto.DataType. */
    static int number(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> 1;
            case UINT8 -> 2;
            case INT32 -> 6;
            case INT64 -> 7;
            case BOOL -> 9;
            case FLOAT16 -> 10;
            case FLOAT64 -> 11;
        };
    }

    static ProtoMessage tensor(String name, HostTensor value) {
        ProtoMessage tensor = new ProtoMessage();
        for (long axis : value.shape()) {
            tensor.integer(1, axis);
        }
        return tensor.integer(2, number(value.dtype())).text(8, name).bytes(9, value.contents());
    }

    /** A tensor with any number of examples. */
    static ProtoMessage valueInfo(String name, DType dtype, long[] example) {
        ProtoMessage shape = new ProtoMessage().message(1, new ProtoMessage().text(2, "batch"));
        for (long axis : example) {
            shape.message(1, new ProtoMessage().integer(1, axis));
        }
        ProtoMessage tensor = new ProtoMessage().integer(1, number(dtype)).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }
}
