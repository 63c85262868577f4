package io.fovea.cnn;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_AllocateTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Dim;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NumDims;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TensorByteSize;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TensorData;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TensorType;

import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.RawTensor;
import org.tensorflow.Tensor;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Bulk copies between Java's memory and TensorFlow's. */
final class NativeTensors {
    private NativeTensors() {}

    /** The caller closes it. */
    static Tensor copyOf(HostTensor host) {
        Tensor tensor = Tensor.of(host.dtype().type(), Shape.of(host.shape()));
        tensor.asRawTensor().data().write(host.contents());
        return tensor;
    }

    /** Rows {@code from} to {@code to} alone. The caller closes it. */
    static Tensor copyOf(HostTensor host, int from, int to) {
        long[] shape = host.shape().clone();
        int row = host.contents().length / host.rows();
        shape[0] = to - from;
        Tensor tensor = Tensor.of(host.dtype().type(), Shape.of(shape));
        tensor.asRawTensor().data().write(host.contents(), from * row, (to - from) * row);
        return tensor;
    }

    /** As {@link #copyOf(HostTensor)}, for the C interface; the caller deletes it. */
    static TF_Tensor allocate(HostTensor host) {
        return allocate(host, host.shape(), 0, host.contents().length);
    }

    /** Rows {@code from} to {@code to} alone. */
    static TF_Tensor allocate(HostTensor host, int from, int to) {
        long[] shape = host.shape().clone();
        int row = host.contents().length / host.rows();
        shape[0] = to - from;
        return allocate(host, shape, from * row, (to - from) * row);
    }

    private static TF_Tensor allocate(HostTensor host, long[] shape, int offset, int length) {
        TF_Tensor tensor = TF_AllocateTensor(host.dtype().number(), shape, shape.length, length);
        if (tensor == null || tensor.isNull()) {
            throw new OutOfMemoryError("TensorFlow has no %d bytes for %s.".formatted(length, host));
        }
        if (length > 0) {
            bytes(tensor, length).put(host.contents(), offset, length);
        }
        return tensor;
    }

    /** A copy; the tensor is deleted. */
    static HostTensor takeToHost(TF_Tensor tensor) {
        try {
            long[] shape = new long[TF_NumDims(tensor)];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = TF_Dim(tensor, i);
            }
            DType dtype = DType.of(DataType.forNumber(TF_TensorType(tensor)));
            byte[] contents = new byte[Math.toIntExact(TF_TensorByteSize(tensor))];
            if (contents.length > 0) {
                bytes(tensor, contents.length).get(contents);
            }
            return new HostTensor(dtype, shape, contents);
        } finally {
            TF_DeleteTensor(tensor);
        }
    }

    private static BytePointer bytes(TF_Tensor tensor, long size) {
        return new BytePointer(TF_TensorData(tensor)).capacity(size);
    }

    static HostTensor toHost(Tensor tensor) {
        RawTensor raw = tensor.asRawTensor();
        byte[] contents = new byte[Math.toIntExact(raw.numBytes())];
        raw.data().read(contents);
        return new HostTensor(DType.of(tensor.dataType()), tensor.shape().asArray(), contents);
    }
}
