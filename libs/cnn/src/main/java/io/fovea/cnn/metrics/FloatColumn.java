package io.fovea.cnn.metrics;

import io.fovea.cnn.HostTensor;
import java.util.Arrays;

/** Numbers that are kept one after another, 4 bytes each. */
final class FloatColumn {
    private float[] values = new float[64];
    private int size;

    void add(float value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.addExact(size, size / 2));
        }
        values[size++] = value;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }

    HostTensor tensor() {
        return HostTensor.float32(new long[] {size}, toArray());
    }

    void restore(HostTensor tensor) {
        values = Arrays.copyOf(tensor.toFloats(), Math.max(64, tensor.rows()));
        size = tensor.rows();
    }
}
