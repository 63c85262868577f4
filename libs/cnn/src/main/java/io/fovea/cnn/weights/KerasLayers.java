package io.fovea.cnn.weights;

import com.fasterxml.jackson.databind.JsonNode;
import io.fovea.cnn.Layer;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.Average;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Cropping1D;
import io.fovea.cnn.layers.Cropping2D;
import io.fovea.cnn.layers.DropPath;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.GaussianNoise;
import io.fovea.cnn.layers.Interpolation;
import io.fovea.cnn.layers.LeakyReLU;
import io.fovea.cnn.layers.Maximum;
import io.fovea.cnn.layers.Multiply;
import io.fovea.cnn.layers.Permute;
import io.fovea.cnn.layers.ReLU;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.layers.Reshape;
import io.fovea.cnn.layers.Resizing;
import io.fovea.cnn.layers.ScaledResidual;
import io.fovea.cnn.layers.SpatialDropout1D;
import io.fovea.cnn.layers.SpatialDropout2D;
import io.fovea.cnn.layers.Subtract;
import io.fovea.cnn.layers.UpSampling2D;
import io.fovea.cnn.layers.ZeroPadding1D;
import io.fovea.cnn.layers.ZeroPadding2D;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A layer from what Keras says of it: class and configuration. */
final class KerasLayers {
    private static final Map<String, Function<KerasConfig, Layer>> BUILDERS = new TreeMap<>(Map.ofEntries(
            Map.entry("Activation", config -> new ActivationLayer(config.activation())),
            Map.entry("Softmax", config -> new ActivationLayer(Activation.SOFTMAX)),
            Map.entry("ReLU", KerasLayers::relu),
            Map.entry(
                    "LeakyReLU", config -> new LeakyReLU(config.number("alpha", config.number("negative_slope", 0.3)))),
            Map.entry("Dropout", KerasLayers::dropout),
            Map.entry("SpatialDropout1D", config -> new SpatialDropout1D(config.number("rate", 0))),
            Map.entry("SpatialDropout2D", config -> new SpatialDropout2D(config.number("rate", 0))),
            Map.entry("GaussianNoise", config -> new GaussianNoise(config.number("stddev", 0))),
            Map.entry("Flatten", config -> new Flatten()),
            Map.entry("Reshape", config -> new Reshape(config.longs("target_shape"))),
            Map.entry("Permute", config -> new Permute(config.ints("dims"))),
            Map.entry(
                    "ZeroPadding1D", config -> new ZeroPadding1D(config.size("padding", 0), config.size("padding", 1))),
            Map.entry("ZeroPadding2D", KerasLayers::zeroPadding2D),
            Map.entry("Cropping1D", config -> new Cropping1D(config.size("cropping", 0), config.size("cropping", 1))),
            Map.entry("Cropping2D", KerasLayers::cropping2D),
            Map.entry(
                    "UpSampling2D",
                    config -> new UpSampling2D(
                            config.size("size", 0), config.size("size", 1), interpolation(config, "nearest"))),
            Map.entry("Resizing", KerasLayers::resizing),
            Map.entry("Rescaling", KerasLayers::rescaling),
            Map.entry("Add", config -> new Add()),
            Map.entry("Subtract", config -> new Subtract()),
            Map.entry("Multiply", config -> new Multiply()),
            Map.entry("Average", config -> new Average()),
            Map.entry("Maximum", config -> new Maximum()),
            Map.entry("CustomScaleLayer", config -> new ScaledResidual(config.number("scale", 1))),
            Map.entry("Concatenate", config -> new Concatenate(config.whole("axis", -1)))));

    static {
        BUILDERS.putAll(KerasTrainedLayers.BUILDERS);
        BUILDERS.putAll(KerasPooling.BUILDERS);
    }

    private KerasLayers() {}

    /** @throws WeightsException where we have no such layer, or not with that option */
    static Layer layer(String kind, KerasConfig config) {
        Function<KerasConfig, Layer> builder = BUILDERS.get(kind);
        if (builder == null) {
            throw new WeightsException("%s: there is no layer %s here. There are: %s."
                    .formatted(config.name(), kind, String.join(", ", BUILDERS.keySet())));
        }
        if (config.text("data_format", "").equals("channels_first")) {
            throw config.unsupported("data_format channels_first");
        }
        try {
            return builder.apply(config);
        } catch (IllegalArgumentException e) {
            throw new WeightsException("%s: %s".formatted(config.name(), e.getMessage()), e);
        }
    }

    private static Layer relu(KerasConfig config) {
        double slope = config.number("negative_slope", 0);
        double threshold = config.number("threshold", 0);
        return new ReLU(
                config.has("max_value") ? config.number("max_value", 0) : Double.POSITIVE_INFINITY, slope, threshold);
    }

    private static Layer resizing(KerasConfig config) {
        if (config.flag("antialias", false) || config.flag("pad_to_aspect_ratio", false)) {
            throw config.unsupported("a Resizing with antialias or pad_to_aspect_ratio");
        }
        Resizing layer =
                new Resizing(config.whole("height", 0), config.whole("width", 0), interpolation(config, "bilinear"));
        return config.flag("crop_to_aspect_ratio", false) ? layer.cropToAspectRatio() : layer;
    }

    private static Layer rescaling(KerasConfig config) {
        return new Rescaling(doubles(config, "scale", 1), doubles(config, "offset", 0));
    }

    private static double[] doubles(KerasConfig config, String key, double otherwise) {
        JsonNode values = config.path(key);
        if (!values.isArray()) {
            return new double[] {config.number(key, otherwise)};
        }
        double[] read = new double[values.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = values.get(i).asDouble();
        }
        return read;
    }

    /** Dropout, or, with a noise shape of {@code [None, 1, 1, ...]}, that of whole examples. */
    private static Layer dropout(KerasConfig config) {
        double rate = config.number("rate", 0);
        if (!config.has("noise_shape")) {
            return new Dropout(rate);
        }
        String shape = config.path("noise_shape").toString();
        if (!shape.matches("\\[null(,1)*]")) {
            throw config.unsupported("a noise_shape of " + shape);
        }
        return new DropPath(rate);
    }

    private static Layer zeroPadding2D(KerasConfig config) {
        return new ZeroPadding2D(
                config.margin("padding", 0, 0),
                config.margin("padding", 0, 1),
                config.margin("padding", 1, 0),
                config.margin("padding", 1, 1));
    }

    private static Layer cropping2D(KerasConfig config) {
        return new Cropping2D(
                config.margin("cropping", 0, 0),
                config.margin("cropping", 0, 1),
                config.margin("cropping", 1, 0),
                config.margin("cropping", 1, 1));
    }

    private static Interpolation interpolation(KerasConfig config, String otherwise) {
        return Interpolation.valueOf(config.text("interpolation", otherwise).toUpperCase(Locale.ROOT));
    }
}
