package io.fovea.cnn.weights;

import io.fovea.cnn.Layer;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv1D;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Conv2DTranspose;
import io.fovea.cnn.layers.ConvolutionLayer;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.DepthwiseConv2D;
import io.fovea.cnn.layers.LayerNormalization;
import io.fovea.cnn.layers.Normalization;
import io.fovea.cnn.layers.SeparableConv2D;
import io.fovea.cnn.layers.TrainedLayer;
import io.fovea.cnn.regularizers.Regularizer;
import java.util.Map;
import java.util.function.Function;

/** Layers that have weights, from their configuration. */
final class KerasTrainedLayers {
    static final Map<String, Function<KerasConfig, Layer>> BUILDERS = Map.of(
            "Dense", config -> trained(config, new Dense(config.whole("units", 0))),
            "Conv1D", KerasTrainedLayers::conv1D,
            "Conv2D", KerasTrainedLayers::conv2D,
            "Conv2DTranspose",
                    config -> convolution(config, new Conv2DTranspose(filters(config), config.square("kernel_size"))),
            "DepthwiseConv2D", KerasTrainedLayers::depthwise,
            "SeparableConv2D", KerasTrainedLayers::separable,
            "BatchNormalization", KerasTrainedLayers::batchNormalization,
            "LayerNormalization", KerasTrainedLayers::layerNormalization,
            "Normalization", config -> new Normalization());

    private KerasTrainedLayers() {}

    private static int filters(KerasConfig config) {
        return config.whole("filters", 0);
    }

    private static Layer conv1D(KerasConfig config) {
        if (config.whole("groups", 1) != 1) {
            throw config.unsupported("a Conv1D with groups");
        }
        Conv1D layer = new Conv1D(filters(config), config.square("kernel_size"))
                .strides(config.square("strides"))
                .dilation(config.has("dilation_rate") ? config.square("dilation_rate") : 1);
        boolean causal = config.text("padding", "valid").equals("causal");
        return trained(config, causal ? layer.causal() : layer.padding(config.padding()));
    }

    private static Layer conv2D(KerasConfig config) {
        Conv2D layer = new Conv2D(filters(config), config.size("kernel_size", 0), config.size("kernel_size", 1));
        return convolution(config, layer.groups(config.whole("groups", 1)));
    }

    private static Layer depthwise(KerasConfig config) {
        DepthwiseConv2D layer = new DepthwiseConv2D(config.square("kernel_size"));
        return convolution(config, layer.depthMultiplier(config.whole("depth_multiplier", 1)));
    }

    private static Layer separable(KerasConfig config) {
        SeparableConv2D layer = new SeparableConv2D(filters(config), config.square("kernel_size"));
        return convolution(config, layer.depthMultiplier(config.whole("depth_multiplier", 1)));
    }

    private static <L extends ConvolutionLayer<L>> L convolution(KerasConfig config, L layer) {
        layer.strides(config.size("strides", 0), config.size("strides", 1)).padding(config.padding());
        if (config.has("dilation_rate")) {
            layer.dilation(config.size("dilation_rate", 0), config.size("dilation_rate", 1));
        }
        return trained(config, layer);
    }

    private static <L extends TrainedLayer<L>> L trained(KerasConfig config, L layer) {
        layer.activation(config.activation());
        if (!config.flag("use_bias", true)) {
            layer.withoutBias();
        }
        KerasConfig regularizer =
                new KerasConfig(config.path("kernel_regularizer").path("config"));
        if (regularizer.json().isObject()) {
            layer.kernelRegularizer(Regularizer.l1l2(regularizer.number("l1", 0), regularizer.number("l2", 0)));
        }
        return layer;
    }

    private static Layer batchNormalization(KerasConfig config) {
        BatchNormalization layer = new BatchNormalization()
                .epsilon(config.number("epsilon", 1e-3))
                .momentum(config.number("momentum", 0.99));
        if (!config.flag("scale", true)) {
            layer.withoutScale();
        }
        return config.flag("center", true) ? layer : layer.withoutCenter();
    }

    private static Layer layerNormalization(KerasConfig config) {
        if (!config.flag("scale", true) || !config.flag("center", true)) {
            throw config.unsupported("a LayerNormalization without scale or center");
        }
        return new LayerNormalization().epsilon(config.number("epsilon", 1e-3));
    }
}
