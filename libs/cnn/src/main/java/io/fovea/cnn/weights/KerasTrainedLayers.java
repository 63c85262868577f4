package io.fovea.cnn.weights;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.fovea.cnn.regularizers.Constraint;
import io.fovea.cnn.regularizers.Regularizer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Layers that have weights, from their configuration. */
final class KerasTrainedLayers {
    static final Map<String, Function<KerasConfig, Layer>> BUILDERS = Map.of(
            "Dense", config -> trained(config, new Dense(config.whole("units", 0))),
            "Conv1D", KerasTrainedLayers::conv1D,
            "Conv2D", KerasTrainedLayers::conv2D,
            "Conv2DTranspose", KerasTrainedLayers::conv2DTranspose,
            "DepthwiseConv2D", KerasTrainedLayers::depthwise,
            "SeparableConv2D", KerasTrainedLayers::separable,
            "BatchNormalization", KerasTrainedLayers::batchNormalization,
            "LayerNormalization", KerasTrainedLayers::layerNormalization,
            "Normalization", KerasTrainedLayers::normalization);

    private KerasTrainedLayers() {}

    private static int filters(KerasConfig config) {
        return config.whole("filters", 0);
    }

    private static Layer conv1D(KerasConfig config) {
        Conv1D layer = new Conv1D(filters(config), config.square("kernel_size"))
                .groups(config.whole("groups", 1))
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
        DepthwiseConv2D layer = new DepthwiseConv2D(config.size("kernel_size", 0), config.size("kernel_size", 1));
        settings(config, "depthwise", layer::kernelRegularizer, layer::kernelConstraint);
        return convolution(config, layer.depthMultiplier(config.whole("depth_multiplier", 1)));
    }

    private static Layer separable(KerasConfig config) {
        SeparableConv2D layer =
                new SeparableConv2D(filters(config), config.size("kernel_size", 0), config.size("kernel_size", 1));
        settings(config, "depthwise", layer::depthwiseRegularizer, layer::depthwiseConstraint);
        settings(config, "pointwise", layer::pointwiseRegularizer, layer::pointwiseConstraint);
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
        settings(config, "kernel", layer::kernelRegularizer, layer::kernelConstraint);
        settings(config, "bias", layer::biasRegularizer, layer::biasConstraint);
        regularizer(config, "activity_regularizer").ifPresent(layer::activityRegularizer);
        return layer;
    }

    private static void settings(
            KerasConfig config, String weight, Consumer<Regularizer> regularizer, Consumer<Constraint> constraint) {
        regularizer(config, weight + "_regularizer").ifPresent(regularizer);
        constraint(config, weight + "_constraint").ifPresent(constraint);
    }

    private static Optional<Regularizer> regularizer(KerasConfig config, String key) {
        KerasConfig factors = new KerasConfig(config.path(key).path("config"));
        return factors.json().isObject()
                ? Optional.of(Regularizer.l1l2(factors.number("l1", 0), factors.number("l2", 0)))
                : Optional.empty();
    }

    private static Optional<Constraint> constraint(KerasConfig config, String key) {
        JsonNode stored = config.path(key);
        if (!config.has(key)) {
            return Optional.empty();
        }
        if (!stored.path("class_name").asText().equals("MaxNorm")) {
            throw config.unsupported("%s of %s".formatted(key, stored));
        }
        KerasConfig settings = new KerasConfig(stored.path("config"));
        return Optional.of(Constraint.maxNorm(settings.number("max_value", 2), settings.axes("axis", 0)));
    }

    private static Layer batchNormalization(KerasConfig config) {
        BatchNormalization layer = new BatchNormalization()
                .axis(config.axes("axis", -1)[0])
                .epsilon(config.number("epsilon", 1e-3))
                .momentum(config.number("momentum", 0.99));
        if (!config.flag("scale", true)) {
            layer.withoutScale();
        }
        return config.flag("center", true) ? layer : layer.withoutCenter();
    }

    private static Layer layerNormalization(KerasConfig config) {
        LayerNormalization layer =
                new LayerNormalization().axes(config.axes("axis", -1)).epsilon(config.number("epsilon", 1e-3));
        if (config.flag("rms_scaling", false)) {
            throw config.unsupported("a LayerNormalization with rms_scaling");
        }
        if (!config.flag("scale", true)) {
            layer.withoutScale();
        }
        return config.flag("center", true) ? layer : layer.withoutCenter();
    }

    private static Layer conv2DTranspose(KerasConfig config) {
        Conv2DTranspose layer =
                new Conv2DTranspose(filters(config), config.size("kernel_size", 0), config.size("kernel_size", 1));
        if (config.has("output_padding")) {
            layer.outputPadding(config.size("output_padding", 0), config.size("output_padding", 1));
        }
        return convolution(config, layer);
    }

    private static Layer normalization(KerasConfig config) {
        if (config.axes("axis", -1).length != 1 || config.json().path("axis").isNull()) {
            throw config.unsupported("a Normalization over the axes " + config.path("axis"));
        }
        Normalization layer = config.has("mean")
                ? new Normalization(config.floats("mean"), config.floats("variance"))
                : new Normalization();
        layer.axis(config.axes("axis", -1)[0]);
        return config.flag("invert", false) ? layer.invert() : layer;
    }
}
