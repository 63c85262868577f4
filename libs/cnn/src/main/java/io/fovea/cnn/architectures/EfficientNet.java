package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.SIGMOID;
import static io.fovea.cnn.layers.Activation.SILU;
import static io.fovea.cnn.layers.Padding.SAME;
import static io.fovea.cnn.layers.Padding.VALID;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.DepthwiseConv2D;
import io.fovea.cnn.layers.DropPath;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.Multiply;
import io.fovea.cnn.layers.Normalization;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.layers.Reshape;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * EfficientNet B0 to B7: Tan and Le (2019), arXiv:1905.11946, Table 1, as in Keras: takes pixels 0 to 255. 5,330,571; 7,856,239;
 * 9,177,569; 12,320,535; 19,466,823; 30,562,527; 43,265,143 and 66,658,687 parameters at 1000 classes.
 *
 * @param width how many times the filters of B0; {@code depth} how many times its blocks
 */
record EfficientNet(String name, double width, double depth, int size, double dropout) implements Architecture {
    private static final double DROP_PATH = 0.2;
    private static final double[] DEVIATIONS = {0.229, 0.224, 0.225}; // of ImageNet's red, green and blue
    private static final List<Stage> STAGES = List.of( //  at B0:
            new Stage(3, 1, 16, 1, 1), //                  [112, 112,  16]
            new Stage(3, 2, 24, 6, 2), //                  [ 56,  56,  24]
            new Stage(5, 2, 40, 6, 2), //                  [ 28,  28,  40]
            new Stage(3, 3, 80, 6, 2), //                  [ 14,  14,  80]
            new Stage(5, 3, 112, 6, 1), //                 [ 14,  14, 112]
            new Stage(5, 4, 192, 6, 2), //                 [  7,   7, 192]
            new Stage(3, 1, 320, 6, 1)); //                [  7,   7, 320]

    private record Stage(int kernelSize, int repeats, int filters, int expansion, int strides) {}

    /** In order, B0 first. */
    static List<EfficientNet> all() {
        return List.of(
                new EfficientNet("efficientnetb0", 1.0, 1.0, 224, 0.2),
                new EfficientNet("efficientnetb1", 1.0, 1.1, 240, 0.2),
                new EfficientNet("efficientnetb2", 1.1, 1.2, 260, 0.3),
                new EfficientNet("efficientnetb3", 1.2, 1.4, 300, 0.3),
                new EfficientNet("efficientnetb4", 1.4, 1.8, 380, 0.4),
                new EfficientNet("efficientnetb5", 1.6, 2.2, 456, 0.4),
                new EfficientNet("efficientnetb6", 1.8, 2.6, 528, 0.5),
                new EfficientNet("efficientnetb7", 2.0, 3.1, 600, 0.5));
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(size, size, 3);
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
        SymbolicTensor x = normalized(Inputs.of(this, input));
        x = x.then(Widths.paddingFor(x.shape(), 3).named("stem_conv_pad"))
                .then(convolution(filters(32), 3, 2).padding(VALID).named("stem_conv"))
                .then(new BatchNormalization().named("stem_bn"))
                .then(new ActivationLayer(SILU).named("stem_activation"));
        int block = 0;
        int blocks = STAGES.stream().mapToInt(stage -> repeats(stage.repeats())).sum();
        for (int stage = 0; stage < STAGES.size(); stage++) {
            for (int i = 0; i < repeats(STAGES.get(stage).repeats()); i++) {
                String prefix = "block%d%c_".formatted(stage + 1, 'a' + i);
                x = block(x, STAGES.get(stage), prefix, i == 0, DROP_PATH * block++ / blocks);
            }
        }
        return x.then(convolution(filters(1280), 1, 1).named("top_conv"))
                .then(new BatchNormalization().named("top_bn"))
                .then(new ActivationLayer(SILU).named("top_activation"));
    }

    /**
     * Keras' weights were trained on pixels less their mean and over their variance, while its Normalization divides by the root of
     * the variance: it divides by that root once more, where the images have the three channels of ImageNet.
     */
    private static SymbolicTensor normalized(SymbolicTensor pixels) {
        SymbolicTensor x = pixels.then(new Rescaling(1 / 255.0, 0)).then(new Normalization());
        return x.shape().get(2) == DEVIATIONS.length
                ? x.then(new Rescaling(
                        Arrays.stream(DEVIATIONS)
                                .map(deviation -> 1 / Math.sqrt(deviation))
                                .toArray(),
                        new double[] {0}))
                : x;
    }

    private SymbolicTensor block(SymbolicTensor input, Stage stage, String prefix, boolean first, double dropPath) {
        int strides = first ? stage.strides() : 1;
        int filtersIn = (int) input.shape().get(2);
        int filtersOut = filters(stage.filters());
        SymbolicTensor x = stage.expansion() == 1 ? input : expanded(input, filtersIn * stage.expansion(), prefix);
        if (strides == 2) {
            x = x.then(Widths.paddingFor(x.shape(), stage.kernelSize()).named(prefix + "dwconv_pad"));
        }
        x = x.then(depthwise(stage.kernelSize(), strides).named(prefix + "dwconv"))
                .then(new BatchNormalization().named(prefix + "bn"))
                .then(new ActivationLayer(SILU).named(prefix + "activation"));
        x = excited(x, Math.max(1, filtersIn / 4), prefix)
                .then(convolution(filtersOut, 1, 1).named(prefix + "project_conv"))
                .then(new BatchNormalization().named(prefix + "project_bn"));
        if (strides > 1 || filtersIn != filtersOut) {
            return x;
        }
        SymbolicTensor dropped = dropPath > 0 ? x.then(new DropPath(dropPath).named(prefix + "drop")) : x;
        return new Add().named(prefix + "add").apply(dropped, input);
    }

    private static SymbolicTensor expanded(SymbolicTensor input, int filters, String prefix) {
        return input.then(convolution(filters, 1, 1).named(prefix + "expand_conv"))
                .then(new BatchNormalization().named(prefix + "expand_bn"))
                .then(new ActivationLayer(SILU).named(prefix + "expand_activation"));
    }

    /** Squeeze and excitation: each channel is weighed by what all channels hold on average. */
    private static SymbolicTensor excited(SymbolicTensor x, int squeezed, String prefix) {
        int filters = (int) x.shape().get(2);
        SymbolicTensor weights = x.then(new GlobalAveragePooling2D().named(prefix + "se_squeeze"))
                .then(new Reshape(1, 1, filters).named(prefix + "se_reshape"))
                .then(initialized(new Conv2D(squeezed, 1).activation(SILU)).named(prefix + "se_reduce"))
                .then(initialized(new Conv2D(filters, 1).activation(SIGMOID)).named(prefix + "se_expand"));
        return new Multiply().named(prefix + "se_excite").apply(x, weights);
    }

    private static Conv2D convolution(int filters, int kernelSize, int strides) {
        return initialized(new Conv2D(filters, kernelSize).strides(strides).withoutBias());
    }

    private static Conv2D initialized(Conv2D layer) {
        return layer.padding(SAME).kernelInitializer(Initializers.heNormalFanOut());
    }

    private static Layer depthwise(int kernelSize, int strides) {
        return new DepthwiseConv2D(kernelSize)
                .strides(strides)
                .padding(strides == 1 ? SAME : VALID)
                .withoutBias()
                .kernelInitializer(Initializers.heNormalFanOut());
    }

    private int filters(int filters) {
        return Widths.divisibleBy8(filters * width);
    }

    private int repeats(int repeats) {
        return (int) Math.ceil(depth * repeats);
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new GlobalAveragePooling2D().named("avg_pool"))
                .then(new Dropout(dropout).named("top_dropout"))
                .then(new Dense(classes)
                        .kernelInitializer(Initializers.uniformFanOut())
                        .named("predictions"));
    }
}
