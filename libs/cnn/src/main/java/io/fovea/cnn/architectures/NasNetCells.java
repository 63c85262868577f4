package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Padding.SAME;
import static io.fovea.cnn.layers.Padding.VALID;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.AveragePooling2D;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Cropping2D;
import io.fovea.cnn.layers.MaxPooling2D;
import io.fovea.cnn.layers.SeparableConv2D;
import io.fovea.cnn.layers.ZeroPadding2D;
import org.jspecify.annotations.Nullable;

/** The two cells that the search for NASNet-A found: arXiv:1707.07012, Figure 4. */
final class NasNetCells {
    private NasNetCells() {}

    /** What the last cell gave, and the one before it, which is absent at first. */
    record Path(SymbolicTensor now, @Nullable SymbolicTensor before) {}

    static Path normal(Path path, int filters, String id) {
        SymbolicTensor before = adjusted(path, filters, id);
        SymbolicTensor h = squeezed(path.now(), filters, "normal", id);
        SymbolicTensor first = added(
                "normal_add_1_" + id,
                separable(h, filters, 5, 1, "normal_left1_" + id),
                separable(before, filters, 3, 1, "normal_right1_" + id));
        SymbolicTensor second = added(
                "normal_add_2_" + id,
                separable(before, filters, 5, 1, "normal_left2_" + id),
                separable(before, filters, 3, 1, "normal_right2_" + id));
        SymbolicTensor third = added("normal_add_3_" + id, h.then(average("normal_left3_" + id)), before);
        SymbolicTensor fourth = added(
                "normal_add_4_" + id,
                before.then(average("normal_left4_" + id)),
                before.then(average("normal_right4_" + id)));
        SymbolicTensor fifth = added("normal_add_5_" + id, separable(h, filters, 3, 1, "normal_left5_" + id), h);
        SymbolicTensor all =
                new Concatenate().named("normal_concat_" + id).apply(before, first, second, third, fourth, fifth);
        return new Path(all, path.now());
    }

    static Path reduction(Path path, int filters, String id) {
        SymbolicTensor before = adjusted(path, filters, id);
        SymbolicTensor h = squeezed(path.now(), filters, "reduction", id);
        SymbolicTensor padded = h.then(Widths.paddingFor(h.shape(), 3).named("reduction_pad_1_" + id));
        SymbolicTensor first = added(
                "reduction_add_1_" + id,
                separable(h, filters, 5, 2, "reduction_left1_" + id),
                separable(before, filters, 7, 2, "reduction_right1_" + id));
        SymbolicTensor second = added(
                "reduction_add_2_" + id,
                padded.then(largest("reduction_left2_" + id)),
                separable(before, filters, 7, 2, "reduction_right2_" + id));
        SymbolicTensor third = added(
                "reduction_add3_" + id,
                padded.then(new AveragePooling2D(3).strides(2).named("reduction_left3_" + id)),
                separable(before, filters, 5, 2, "reduction_right3_" + id));
        SymbolicTensor fourth = new Add().apply(second, first.then(average("reduction_left4_" + id)));
        SymbolicTensor fifth = added(
                "reduction_add4_" + id,
                separable(first, filters, 3, 1, "reduction_left4_" + id),
                padded.then(largest("reduction_right5_" + id)));
        SymbolicTensor all = new Concatenate().named("reduction_concat_" + id).apply(second, third, fourth, fifth);
        return new Path(all, path.now());
    }

    /** What came before, made to fit what is now. */
    private static SymbolicTensor adjusted(Path path, int filters, String id) {
        SymbolicTensor before = path.before();
        if (before == null) {
            return path.now();
        }
        if (before.shape().get(1) != path.now().shape().get(1)) {
            return halved(before, filters, id);
        }
        return before.shape().get(2) == filters
                ? before
                : before.then(new ActivationLayer(Activation.RELU))
                        .then(pointwise(filters, "adjust_conv_projection_" + id))
                        .then(normalization("adjust_bn_" + id));
    }

    private static SymbolicTensor halved(SymbolicTensor before, int filters, String id) {
        SymbolicTensor active = before.then(new ActivationLayer(Activation.RELU).named("adjust_relu_1_" + id));
        SymbolicTensor even = active.then(new AveragePooling2D(1).strides(2).named("adjust_avg_pool_1_" + id))
                .then(pointwise(filters / 2, "adjust_conv_1_" + id));
        SymbolicTensor odd = active.then(new ZeroPadding2D(0, 1, 0, 1))
                .then(new Cropping2D(1, 0, 1, 0))
                .then(new AveragePooling2D(1).strides(2).named("adjust_avg_pool_2_" + id))
                .then(pointwise(filters / 2, "adjust_conv_2_" + id));
        return new Concatenate().apply(even, odd).then(normalization("adjust_bn_" + id));
    }

    private static SymbolicTensor squeezed(SymbolicTensor input, int filters, String kind, String id) {
        return input.then(new ActivationLayer(Activation.RELU))
                .then(pointwise(filters, kind + "_conv_1_" + id))
                .then(normalization(kind + "_bn_1_" + id));
    }

    private static SymbolicTensor separable(SymbolicTensor input, int filters, int kernel, int strides, String id) {
        SymbolicTensor x = input.then(new ActivationLayer(Activation.RELU));
        if (strides == 2) {
            x = x.then(Widths.paddingFor(x.shape(), kernel).named("separable_conv_1_pad_" + id));
        }
        return x.then(separableLayer(filters, kernel)
                        .strides(strides)
                        .padding(strides == 2 ? VALID : SAME)
                        .named("separable_conv_1_" + id))
                .then(normalization("separable_conv_1_bn_" + id))
                .then(new ActivationLayer(Activation.RELU))
                .then(separableLayer(filters, kernel).named("separable_conv_2_" + id))
                .then(normalization("separable_conv_2_bn_" + id));
    }

    private static SeparableConv2D separableLayer(int filters, int kernel) {
        return new SeparableConv2D(filters, kernel).padding(SAME).withoutBias();
    }

    private static Layer pointwise(int filters, String name) {
        return new Conv2D(filters, 1)
                .withoutBias()
                .kernelInitializer(Initializers.heNormal())
                .named(name);
    }

    static Layer normalization(String name) {
        return new BatchNormalization().momentum(0.9997).named(name);
    }

    private static Layer average(String name) {
        return new AveragePooling2D(3).strides(1).padding(SAME).named(name);
    }

    private static Layer largest(String name) {
        return new MaxPooling2D(3).strides(2).named(name);
    }

    private static SymbolicTensor added(String name, SymbolicTensor left, SymbolicTensor right) {
        return new Add().named(name).apply(left, right);
    }
}
