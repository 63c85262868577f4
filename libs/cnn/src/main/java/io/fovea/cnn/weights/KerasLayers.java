package io.fovea.cnn.weights;

import com.fasterxml.jackson.databind.JsonNode;
import io.fovea.cnn.Layer;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.Average;
import io.fovea.cnn.layers.AveragePooling1D;
import io.fovea.cnn.layers.AveragePooling2D;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Conv1D;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Conv2DTranspose;
import io.fovea.cnn.layers.ConvolutionLayer;
import io.fovea.cnn.layers.Cropping2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.DepthwiseConv2D;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.GaussianNoise;
import io.fovea.cnn.layers.GlobalAveragePooling1D;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.GlobalMaxPooling1D;
import io.fovea.cnn.layers.GlobalMaxPooling2D;
import io.fovea.cnn.layers.Interpolation;
import io.fovea.cnn.layers.LayerNormalization;
import io.fovea.cnn.layers.LeakyReLU;
import io.fovea.cnn.layers.MaxPooling1D;
import io.fovea.cnn.layers.MaxPooling2D;
import io.fovea.cnn.layers.Maximum;
import io.fovea.cnn.layers.Multiply;
import io.fovea.cnn.layers.Padding;
import io.fovea.cnn.layers.Permute;
import io.fovea.cnn.layers.ReLU;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.layers.Reshape;
import io.fovea.cnn.layers.SeparableConv2D;
import io.fovea.cnn.layers.SpatialDropout1D;
import io.fovea.cnn.layers.SpatialDropout2D;
import io.fovea.cnn.layers.Subtract;
import io.fovea.cnn.layers.TrainedLayer;
import io.fovea.cnn.layers.UpSampling2D;
import io.fovea.cnn.layers.ZeroPadding2D;
import io.fovea.cnn.regularizers.Regularizer;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A layer from what Keras says of it: class and configuration. */
final class KerasLayers {
    private static final Map<String, Function<JsonNode, Layer>> BUILDERS = Map.ofEntries(
            Map.entry(
                    "Dense",
                    config -> trained(config, new Dense(config.path("units").asInt()))),
            Map.entry("Conv1D", KerasLayers::conv1D),
            Map.entry("Conv2D", config -> convolution(config, conv2D(config))),
            Map.entry(
                    "Conv2DTranspose",
                    config -> convolution(config, new Conv2DTranspose(filters(config), square(config, "kernel_size")))),
            Map.entry(
                    "DepthwiseConv2D",
                    config -> convolution(
                            config,
                            new DepthwiseConv2D(square(config, "kernel_size"))
                                    .depthMultiplier(
                                            config.path("depth_multiplier").asInt(1)))),
            Map.entry(
                    "SeparableConv2D",
                    config -> convolution(
                            config,
                            new SeparableConv2D(filters(config), square(config, "kernel_size"))
                                    .depthMultiplier(
                                            config.path("depth_multiplier").asInt(1)))),
            Map.entry("BatchNormalization", KerasLayers::batchNormalization),
            Map.entry(
                    "LayerNormalization",
                    config -> new LayerNormalization()
                            .epsilon(config.path("epsilon").asDouble(1e-3))),
            Map.entry("Activation", config -> new ActivationLayer(activation(config))),
            Map.entry("Softmax", config -> new ActivationLayer(Activation.SOFTMAX)),
            Map.entry("ReLU", KerasLayers::relu),
            Map.entry(
                    "LeakyReLU",
                    config -> new LeakyReLU(config.path("alpha")
                            .asDouble(config.path("negative_slope").asDouble(0.3)))),
            Map.entry("Dropout", config -> new Dropout(config.path("rate").asDouble())),
            Map.entry(
                    "SpatialDropout1D",
                    config -> new SpatialDropout1D(config.path("rate").asDouble())),
            Map.entry(
                    "SpatialDropout2D",
                    config -> new SpatialDropout2D(config.path("rate").asDouble())),
            Map.entry(
                    "GaussianNoise",
                    config -> new GaussianNoise(config.path("stddev").asDouble())),
            Map.entry(
                    "MaxPooling1D",
                    config -> new MaxPooling1D(square(config, "pool_size"))
                            .strides(square(config, "strides"))
                            .padding(padding(config))),
            Map.entry(
                    "AveragePooling1D",
                    config -> new AveragePooling1D(square(config, "pool_size"))
                            .strides(square(config, "strides"))
                            .padding(padding(config))),
            Map.entry(
                    "MaxPooling2D",
                    config -> new MaxPooling2D(size(config, "pool_size", 0), size(config, "pool_size", 1))
                            .strides(size(config, "strides", 0), size(config, "strides", 1))
                            .padding(padding(config))),
            Map.entry(
                    "AveragePooling2D",
                    config -> new AveragePooling2D(size(config, "pool_size", 0), size(config, "pool_size", 1))
                            .strides(size(config, "strides", 0), size(config, "strides", 1))
                            .padding(padding(config))),
            Map.entry(
                    "GlobalMaxPooling1D",
                    config -> keepDims(config) ? new GlobalMaxPooling1D().keepDims() : new GlobalMaxPooling1D()),
            Map.entry(
                    "GlobalMaxPooling2D",
                    config -> keepDims(config) ? new GlobalMaxPooling2D().keepDims() : new GlobalMaxPooling2D()),
            Map.entry(
                    "GlobalAveragePooling1D",
                    config ->
                            keepDims(config) ? new GlobalAveragePooling1D().keepDims() : new GlobalAveragePooling1D()),
            Map.entry(
                    "GlobalAveragePooling2D",
                    config ->
                            keepDims(config) ? new GlobalAveragePooling2D().keepDims() : new GlobalAveragePooling2D()),
            Map.entry("Flatten", config -> new Flatten()),
            Map.entry("Reshape", config -> new Reshape(longs(config.path("target_shape")))),
            Map.entry("Permute", config -> new Permute(ints(config.path("dims")))),
            Map.entry(
                    "ZeroPadding2D",
                    config -> new ZeroPadding2D(
                            margin(config, "padding", 0, 0),
                            margin(config, "padding", 0, 1),
                            margin(config, "padding", 1, 0),
                            margin(config, "padding", 1, 1))),
            Map.entry(
                    "Cropping2D",
                    config -> new Cropping2D(
                            margin(config, "cropping", 0, 0),
                            margin(config, "cropping", 0, 1),
                            margin(config, "cropping", 1, 0),
                            margin(config, "cropping", 1, 1))),
            Map.entry(
                    "UpSampling2D",
                    config -> new UpSampling2D(
                            square(config, "size"),
                            Interpolation.valueOf(config.path("interpolation")
                                    .asText("nearest")
                                    .toUpperCase(Locale.ROOT)))),
            Map.entry(
                    "Rescaling",
                    config -> new Rescaling(
                            config.path("scale").asDouble(),
                            config.path("offset").asDouble())),
            Map.entry("Add", config -> new Add()),
            Map.entry("Subtract", config -> new Subtract()),
            Map.entry("Multiply", config -> new Multiply()),
            Map.entry("Average", config -> new Average()),
            Map.entry("Maximum", config -> new Maximum()),
            Map.entry(
                    "Concatenate", config -> new Concatenate(config.path("axis").asInt(-1))));

    private KerasLayers() {}

    /** @throws WeightsException where we have no such layer, or not with that option */
    static Layer layer(String kind, JsonNode config) {
        Function<JsonNode, Layer> builder = BUILDERS.get(kind);
        if (builder == null) {
            throw new WeightsException("%s: there is no layer %s here. There are: %s."
                    .formatted(
                            config.path("name").asText(),
                            kind,
                            BUILDERS.keySet().stream().sorted().toList()));
        }
        if (config.path("data_format").asText().equals("channels_first")) {
            throw unsupported(config, "data_format channels_first");
        }
        try {
            return builder.apply(config);
        } catch (IllegalArgumentException e) {
            throw new WeightsException("%s: %s".formatted(config.path("name").asText(), e.getMessage()), e);
        }
    }

    private static Layer conv1D(JsonNode config) {
        Conv1D layer = new Conv1D(filters(config), square(config, "kernel_size"))
                .strides(square(config, "strides"))
                .dilation(config.has("dilation_rate") ? square(config, "dilation_rate") : 1);
        boolean causal = config.path("padding").asText().equals("causal");
        return trained(config, causal ? layer.causal() : layer.padding(padding(config)));
    }

    private static Conv2D conv2D(JsonNode config) {
        return new Conv2D(filters(config), size(config, "kernel_size", 0), size(config, "kernel_size", 1))
                .groups(config.path("groups").asInt(1));
    }

    private static <L extends ConvolutionLayer<L>> L convolution(JsonNode config, L layer) {
        layer.strides(size(config, "strides", 0), size(config, "strides", 1)).padding(padding(config));
        if (config.has("dilation_rate")) {
            layer.dilation(size(config, "dilation_rate", 0), size(config, "dilation_rate", 1));
        }
        return trained(config, layer);
    }

    private static <L extends TrainedLayer<L>> L trained(JsonNode config, L layer) {
        layer.activation(activation(config));
        if (!config.path("use_bias").asBoolean(true)) {
            layer.withoutBias();
        }
        JsonNode regularizer = config.path("kernel_regularizer").path("config");
        if (regularizer.isObject()) {
            layer.kernelRegularizer(Regularizer.l1l2(
                    regularizer.path("l1").asDouble(), regularizer.path("l2").asDouble()));
        }
        return layer;
    }

    private static Layer batchNormalization(JsonNode config) {
        BatchNormalization layer = new BatchNormalization()
                .epsilon(config.path("epsilon").asDouble(1e-3))
                .momentum(config.path("momentum").asDouble(0.99));
        if (!config.path("scale").asBoolean(true)) {
            layer.withoutScale();
        }
        return config.path("center").asBoolean(true) ? layer : layer.withoutCenter();
    }

    private static Layer relu(JsonNode config) {
        if (config.path("threshold").asDouble() != 0) {
            throw unsupported(config, "ReLU with a threshold");
        }
        double slope = config.path("negative_slope").asDouble();
        if (slope != 0) {
            return new LeakyReLU(slope);
        }
        return config.path("max_value").isNumber()
                ? new ReLU(config.path("max_value").asDouble())
                : new ReLU();
    }

    private static Activation activation(JsonNode config) {
        JsonNode name = config.path("activation");
        return name.isMissingNode() || name.isNull() ? Activation.LINEAR : Activation.named(name.asText());
    }

    private static Padding padding(JsonNode config) {
        return Padding.valueOf(config.path("padding").asText("valid").toUpperCase(Locale.ROOT));
    }

    private static boolean keepDims(JsonNode config) {
        return config.path("keepdims").asBoolean(false);
    }

    private static int filters(JsonNode config) {
        return config.path("filters").asInt();
    }

    private static int size(JsonNode config, String key, int axis) {
        JsonNode value = config.path(key);
        return value.isArray() ? value.path(axis).asInt() : value.asInt();
    }

    private static int square(JsonNode config, String key) {
        JsonNode value = config.path(key);
        if (value.isArray()
                && value.size() == 2
                && value.get(0).asInt() != value.get(1).asInt()) {
            throw unsupported(config, "%s of %s".formatted(key, value));
        }
        return size(config, key, 0);
    }

    private static int margin(JsonNode config, String key, int axis, int side) {
        JsonNode value = config.path(key);
        JsonNode along = value.isArray() ? value.path(axis) : value;
        return along.isArray() ? along.path(side).asInt() : along.asInt();
    }

    private static long[] longs(JsonNode values) {
        long[] read = new long[values.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = values.get(i).asLong(-1); // TensorFlow.js writes what is left as null
        }
        return read;
    }

    private static int[] ints(JsonNode values) {
        int[] read = new int[values.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = values.get(i).asInt();
        }
        return read;
    }

    private static WeightsException unsupported(JsonNode config, String what) {
        return new WeightsException(
                "%s: %s is not supported.".formatted(config.path("name").asText(), what));
    }
}
