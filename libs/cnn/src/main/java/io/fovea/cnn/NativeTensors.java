package io.fovea.cnn;

import org.tensorflow.RawTensor;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

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

    static HostTensor toHost(Tensor tensor) {
        RawTensor raw = tensor.asRawTensor();
        byte[] contents = new byte[Math.toIntExact(raw.numBytes())];
        raw.data().read(contents);
        return new HostTensor(DType.of(tensor.dataType()), tensor.shape().asArray(), contents);
    }
}
