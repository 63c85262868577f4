package io.fovea.cnn.layers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A convolution whose channels and filters are split into groups that do not see each other, group by group: TensorFlow's own
 * groups have no gradient on a CPU.
 */
record Grouped(String layer, int groups, Size2D strides) {
    /** @throws IllegalArgumentException where the groups do not divide channels and filters */
    void require(long channels, int filters) {
        if (channels % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException("%s: %d groups do not divide %d channels and %d filters."
                    .formatted(layer, groups, channels, filters));
        }
    }

    /** @param kernel {@code [height, width, channels / groups, filters]} */
    Operand<TFloating> convolve(Ops tf, Operand<TFloating> image, Operand<TFloating> kernel, Padding padding) {
        if (groups == 1) {
            return tf.nn.conv2d(image, kernel, strides.nhwc(), padding.name());
        }
        List<Operand<TFloating>> results = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            results.add(tf.nn.conv2d(
                    LastAxis.part(tf, image, group, groups),
                    LastAxis.part(tf, kernel, group, groups),
                    strides.nhwc(),
                    padding.name()));
        }
        return tf.concat(results, tf.constant(3));
    }
}
