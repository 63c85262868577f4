package io.fovea.serving;

import com.google.protobuf.ByteString;
import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.registry.TensorSpec;
import io.fovea.tensorcodec.Datatype;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Records' tensors stacked into one along a new first axis, by copying their raw contents one after the other. */
record TensorBatch(HostTensor tensor) {

    /** Tensors that {@link InputCheck} has found to fit {@code spec}. */
    static TensorBatch of(TensorSpec spec, List<Tensor> tensors) {
        byte[] contents = new byte[Math.multiplyExact(rowBytes(spec), tensors.size())];
        int offset = 0;
        for (Tensor tensor : tensors) {
            ByteString row = tensor.getRawContents();
            row.copyTo(contents, offset);
            offset += row.size();
        }
        return new TensorBatch(new HostTensor(dtype(spec), shape(spec, tensors.size()), contents));
    }

    /** Rows that lie one after the other already. */
    static TensorBatch of(TensorSpec spec, ByteString rows, int batchSize) {
        return new TensorBatch(new HostTensor(dtype(spec), shape(spec, batchSize), rows.toByteArray()));
    }

    static TensorBatch zeros(TensorSpec spec, int batchSize) {
        byte[] contents = new byte[Math.multiplyExact(rowBytes(spec), batchSize)];
        return new TensorBatch(new HostTensor(dtype(spec), shape(spec, batchSize), contents));
    }

    /** Each record's part of a batch, in the batch's order. */
    static List<ByteString> rows(HostTensor batch, TensorSpec spec, int batchSize) {
        int rowBytes = rowBytes(spec);
        byte[] contents = batch.contents();
        return IntStream.range(0, batchSize)
                .mapToObj(row -> ByteString.copyFrom(contents, row * rowBytes, rowBytes))
                .toList();
    }

    /** What is wrong with a batch that should have {@code batchSize} rows of {@code spec}. */
    static Optional<String> checkShape(HostTensor batch, TensorSpec spec, int batchSize) {
        long[] expected = shape(spec, batchSize);
        if (batch.dtype() == dtype(spec) && Arrays.equals(batch.shape(), expected)) {
            return Optional.empty();
        }
        return Optional.of("%s should be %s %s and is %s %s"
                .formatted(
                        spec.name(),
                        dtype(spec),
                        Arrays.toString(expected),
                        batch.dtype(),
                        Arrays.toString(batch.shape())));
    }

    static int rowBytes(TensorSpec spec) {
        long elements = spec.shape().stream().reduce(1L, Math::multiplyExact);
        return Math.toIntExact(
                Math.multiplyExact(elements, Datatype.of(spec.datatype()).size()));
    }

    private static long[] shape(TensorSpec spec, int batchSize) {
        long[] shape = new long[spec.shape().size() + 1];
        shape[0] = batchSize;
        for (int axis = 1; axis < shape.length; axis++) {
            shape[axis] = spec.shape().get(axis - 1);
        }
        return shape;
    }

    private static DType dtype(TensorSpec spec) {
        return switch (Datatype.of(spec.datatype())) {
            case UINT8 -> DType.UINT8;
            case INT32 -> DType.INT32;
            case INT64 -> DType.INT64;
            case FP32 -> DType.FLOAT32;
            default ->
                throw new ModelRefusedException(
                        ModelRefusedException.Code.WRONG_SIGNATURE,
                        "%s has datatype %s; served are UINT8, INT32, INT64 and FP32."
                                .formatted(spec.name(), spec.datatype()));
        };
    }
}
