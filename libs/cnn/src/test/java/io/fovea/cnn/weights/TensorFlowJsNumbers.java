package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Weight;

/** The numbers that {@code src/test/tfjs/random.mjs} draws, to the bit. */
final class TensorFlowJsNumbers {
    private TensorFlowJsNumbers() {}

    static float[] uniform(String name, int count, double low, double high) {
        float[] values = new float[count];
        int x = seed(name);
        for (int i = 0; i < count; i++) {
            x ^= x << 13;
            x ^= x >>> 17;
            x ^= x << 5;
            values[i] = (float) (low + (high - low) * (Integer.toUnsignedLong(x) / 4294967296.0));
        }
        return values;
    }

    /** @param name such as {@code conv1/kernel} */
    static HostTensor weight(String name, Weight weight) {
        int count = Math.toIntExact(weight.shape().size());
        return HostTensor.float32(weight.shape().asArray(), values(name, weight, count));
    }

    private static float[] values(String name, Weight weight, int count) {
        String kind = name.substring(name.lastIndexOf('/') + 1);
        if (kind.equals("gamma") || kind.endsWith("variance")) {
            return uniform(name, count, 0.8, 1.2);
        }
        if (!kind.endsWith("kernel")) {
            return uniform(name, count, -0.1, 0.1);
        }
        long[] shape = weight.shape().asArray();
        double inputs = kind.equals("depthwise_kernel") ? shape[0] * shape[1] : count / shape[shape.length - 1];
        double limit = Math.sqrt(6 / inputs);
        return uniform(name, count, -limit, limit);
    }

    private static int seed(String name) {
        int hash = 0x811c9dc5;
        for (char character : name.toCharArray()) {
            hash = (hash ^ character) * 0x01000193;
        }
        return hash == 0 ? 1 : hash;
    }
}
