package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.HARD_SIGMOID;
import static io.fovea.cnn.layers.Activation.HARD_SILU;
import static io.fovea.cnn.layers.Padding.SAME;
import static io.fovea.cnn.layers.Padding.VALID;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.DepthwiseConv2D;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.Multiply;
import io.fovea.cnn.layers.ReLU;
import io.fovea.cnn.layers.Rescaling;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * MobileNetV3, small and large: Howard et al. (2019), arXiv:1905.02244, Tables 1 and 2, as in Keras: takes pixels 0 to 255.
 * 2,554,968 and 5,507,432 parameters at 224 x 224 x 3 and 1000 classes.
 *
 * @param width the paper's multiplier: how many of the filters
 * @param minimalistic without squeeze and excitation, hard swish and kernels of 5 x 5
 */
record MobileNetV3(String name, List<Block> blocks, int lastFilters, double width, boolean minimalistic)
        implements Architecture {
    /**
     * @param excites whether it has squeeze and excitation
     * @param hard whether its activation is hard swish, not ReLU
     */
    private record Block(double expansion, int filters, int kernelSize, int strides, boolean excites, boolean hard) {}

    static MobileNetV3 small(double width, boolean minimalistic) {
        return new MobileNetV3(
                name("mobilenetv3small", minimalistic),
                List.of( //                                                   at 224:
                        new Block(1, 16, 3, 2, true, false), //               [56, 56, 16]
                        new Block(72.0 / 16, 24, 3, 2, false, false), //      [28, 28, 24]
                        new Block(88.0 / 24, 24, 3, 1, false, false),
                        new Block(4, 40, 5, 2, true, true), //                [14, 14, 40]
                        new Block(6, 40, 5, 1, true, true),
                        new Block(6, 40, 5, 1, true, true),
                        new Block(3, 48, 5, 1, true, true), //                [14, 14, 48]
                        new Block(3, 48, 5, 1, true, true),
                        new Block(6, 96, 5, 2, true, true), //                [ 7,  7, 96]
                        new Block(6, 96, 5, 1, true, true),
                        new Block(6, 96, 5, 1, true, true)),
                1024,
                Widths.require("mobilenetv3small", width),
                minimalistic);
    }

    static MobileNetV3 large(double width, boolean minimalistic) {
        return new MobileNetV3(
                name("mobilenetv3large", minimalistic),
                List.of( //                                                   at 224:
                        new Block(1, 16, 3, 1, false, false), //              [112, 112, 16]
                        new Block(4, 24, 3, 2, false, false), //              [ 56,  56, 24]
                        new Block(3, 24, 3, 1, false, false),
                        new Block(3, 40, 5, 2, true, false), //               [ 28,  28, 40]
                        new Block(3, 40, 5, 1, true, false),
                        new Block(3, 40, 5, 1, true, false),
                        new Block(6, 80, 3, 2, false, true), //               [ 14,  14, 80]
                        new Block(2.5, 80, 3, 1, false, true),
                        new Block(2.3, 80, 3, 1, false, true),
                        new Block(2.3, 80, 3, 1, false, true),
                        new Block(6, 112, 3, 1, true, true), //               [ 14,  14, 112]
                        new Block(6, 112, 3, 1, true, true),
                        new Block(6, 160, 5, 2, true, true), //               [  7,   7, 160]
                        new Block(6, 160, 5, 1, true, true),
                        new Block(6, 160, 5, 1, true, true)),
                1280,
                Widths.require("mobilenetv3large", width),
                minimalistic);
    }

    private static String name(String network, boolean minimalistic) {
        return minimalistic ? network + "minimalistic" : network;
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
    public SymbolicTensor features(SymbolicTensor input) {
        SymbolicTensor x = Inputs.of(this, input)
                .then(new Rescaling(1 / 127.5, -1))
                .then(new Conv2D(16, 3).strides(2).padding(SAME).withoutBias().named("conv"))
                .then(normalization("conv_bn"))
                .then(activation(true));
        for (int i = 0; i < blocks.size(); i++) {
            x = block(x, blocks.get(i), i);
        }
        int filters = Widths.divisibleBy8(x.shape().get(2) * 6);
        return x.then(new Conv2D(filters, 1).withoutBias().named("conv_1"))
                .then(normalization("conv_1_bn"))
                .then(activation(true));
    }

    private SymbolicTensor block(SymbolicTensor input, Block block, int index) {
        String prefix = index == 0 ? "expanded_conv_" : "expanded_conv_%d_".formatted(index);
        int expanded = Widths.divisibleBy8(input.shape().get(2) * block.expansion());
        int filters = Widths.divisibleBy8(block.filters() * width);
        SymbolicTensor x = input;
        if (index > 0) {
            x = x.then(new Conv2D(expanded, 1).withoutBias().named(prefix + "expand"))
                    .then(normalization(prefix + "expand_bn"))
                    .then(activation(block.hard()));
        }
        x = depthwise(x, block, prefix);
        x = (block.excites() && !minimalistic ? excited(x, expanded, prefix) : x)
                .then(new Conv2D(filters, 1).withoutBias().named(prefix + "project"))
                .then(normalization(prefix + "project_bn"));
        boolean residual = block.strides() == 1 && input.shape().get(2) == filters;
        return residual ? new Add().named(prefix + "add").apply(input, x) : x;
    }

    private SymbolicTensor depthwise(SymbolicTensor input, Block block, String prefix) {
        int kernelSize = minimalistic ? 3 : block.kernelSize();
        SymbolicTensor x = block.strides() == 1
                ? input
                : input.then(Widths.paddingFor(input.shape(), kernelSize).named(prefix + "depthwise_pad"));
        return x.then(new DepthwiseConv2D(kernelSize)
                        .strides(block.strides())
                        .padding(block.strides() == 1 ? SAME : VALID)
                        .withoutBias()
                        .named(prefix + "depthwise"))
                .then(normalization(prefix + "depthwise_bn"))
                .then(activation(block.hard()));
    }

    private static SymbolicTensor excited(SymbolicTensor x, int filters, String prefix) {
        String name = prefix + "squeeze_excite_";
        SymbolicTensor weights = x.then(new GlobalAveragePooling2D().keepDims().named(name + "avg_pool"))
                .then(new Conv2D(Widths.divisibleBy8(filters * 0.25), 1).named(name + "conv"))
                .then(new ReLU().named(name + "relu"))
                .then(new Conv2D(filters, 1).named(name + "conv_1"))
                .then(new ActivationLayer(HARD_SIGMOID));
        return new Multiply().named(name + "mul").apply(x, weights);
    }

    private Layer activation(boolean hard) {
        return hard && !minimalistic ? new ActivationLayer(HARD_SILU) : new ReLU();
    }

    private static Layer normalization(String name) {
        return new BatchNormalization().epsilon(1e-3).momentum(0.999).named(name);
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        int filters = width > 1 ? Widths.divisibleBy8(lastFilters * width) : lastFilters;
        return features.then(new GlobalAveragePooling2D().keepDims())
                .then(new Conv2D(filters, 1).named("conv_2"))
                .then(activation(true))
                .then(new Dropout(0.2))
                .then(new Conv2D(classes, 1).named("logits"))
                .then(new Flatten());
    }
}
