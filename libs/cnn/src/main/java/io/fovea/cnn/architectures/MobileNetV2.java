package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Padding.SAME;
import static io.fovea.cnn.layers.Padding.VALID;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.DepthwiseConv2D;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.ReLU;
import org.tensorflow.ndarray.Shape;

/**
 * MobileNetV2: Sandler et al. (2018), arXiv:1801.04381, Table 2, as in Keras. 3,538,984 parameters at width 1, 224 x 224 x 3
 * and 1000 classes.
 *
 * @param width the paper's multiplier: how many of the filters
 */
record MobileNetV2(String name, double width) implements Architecture {
    MobileNetV2() {
        this(1);
    }

    MobileNetV2(double width) {
        this("mobilenetv2", Widths.require("mobilenetv2", width));
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(224, 224, 3);
    }

    @Override
    public int defaultClasses() {
        return 1000;
    }

    @Override
    public int minimumSize() {
        return 32;
    }

    @Override
    public ImageNetPreprocessing.Mode preprocessing() {
        return ImageNetPreprocessing.Mode.TF;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        int first = Widths.divisibleBy8(32 * width);
        SymbolicTensor x = Inputs.of(this, input)
                .then(new Conv2D(first, 3)
                        .strides(2)
                        .padding(SAME)
                        .withoutBias()
                        .named("Conv1"))
                .then(normalization("bn_Conv1"))
                .then(new ReLU(6).named("Conv1_relu")); // [112, 112,  32]
        Blocks blocks = new Blocks();
        x = blocks.add(x, 16, 1, 1, 1); //                  [112, 112,  16]
        x = blocks.add(x, 24, 2, 6, 2); //                  [ 56,  56,  24]
        x = blocks.add(x, 32, 2, 6, 3); //                  [ 28,  28,  32]
        x = blocks.add(x, 64, 2, 6, 4); //                  [ 14,  14,  64]
        x = blocks.add(x, 96, 1, 6, 3); //                  [ 14,  14,  96]
        x = blocks.add(x, 160, 2, 6, 3); //                 [  7,   7, 160]
        x = blocks.add(x, 320, 1, 6, 1); //                 [  7,   7, 320]
        int last = width > 1 ? Widths.divisibleBy8(1280 * width) : 1280;
        return x.then(new Conv2D(last, 1).withoutBias().named("Conv_1"))
                .then(normalization("Conv_1_bn"))
                .then(new ReLU(6).named("out_relu"));
    }

    private static Layer normalization(String name) {
        return new BatchNormalization().epsilon(1e-3).momentum(0.999).named(name);
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new GlobalAveragePooling2D()).then(new Dense(classes).named("predictions"));
    }

    /** Inverted residuals, numbered as they are added. */
    private final class Blocks {
        private int next;

        private SymbolicTensor add(SymbolicTensor input, int filters, int strides, int expansion, int repeats) {
            SymbolicTensor x = input;
            for (int i = 0; i < repeats; i++) {
                x = one(x, Widths.divisibleBy8((int) (filters * width)), i == 0 ? strides : 1, expansion);
            }
            return x;
        }

        private SymbolicTensor one(SymbolicTensor input, int filters, int strides, int expansion) {
            String prefix = next == 0 ? "expanded_conv_" : "block_%d_".formatted(next);
            SymbolicTensor x = next++ == 0 ? input : expanded(input, prefix, expansion);
            if (strides == 2) {
                x = x.then(Widths.paddingFor(x.shape(), 3).named(prefix + "pad"));
            }
            x = x.then(new DepthwiseConv2D(3)
                            .strides(strides)
                            .padding(strides == 1 ? SAME : VALID)
                            .withoutBias()
                            .named(prefix + "depthwise"))
                    .then(normalization(prefix + "depthwise_BN"))
                    .then(new ReLU(6).named(prefix + "depthwise_relu"))
                    .then(new Conv2D(filters, 1).withoutBias().named(prefix + "project"))
                    .then(normalization(prefix + "project_BN"));
            boolean residual = strides == 1 && input.shape().get(2) == filters;
            return residual ? new Add().named(prefix + "add").apply(input, x) : x;
        }

        private static SymbolicTensor expanded(SymbolicTensor input, String prefix, int expansion) {
            int filters = (int) input.shape().get(2) * expansion;
            return input.then(new Conv2D(filters, 1).withoutBias().named(prefix + "expand"))
                    .then(normalization(prefix + "expand_BN"))
                    .then(new ReLU(6).named(prefix + "expand_relu"));
        }
    }
}
