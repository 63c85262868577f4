package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Layers of a network on windows, and their defaults. */
final class SequenceReader {

    private static final Map<String, Function<JsonNode, SequenceLayer>> LAYERS = Map.of(
            "conv1d", SequenceReader::conv,
            "maxPooling1d", pool -> new SequenceLayer.MaxPooling1D(poolSize(pool)),
            "averagePooling1d", pool -> new SequenceLayer.AveragePooling1D(poolSize(pool)),
            "globalMaxPooling1d", none -> new SequenceLayer.GlobalMaxPooling1D(),
            "globalAveragePooling1d", none -> new SequenceLayer.GlobalAveragePooling1D(),
            "batchNormalization", none -> new SequenceLayer.BatchNormalization(),
            "dropout", rate -> new SequenceLayer.Dropout(rate.asDouble()),
            "dense", SequenceReader::dense);

    private SequenceReader() {}

    static List<SequenceLayer> layers(JsonNode layers) {
        return StreamSupport.stream(layers.spliterator(), false)
                .filter(layer -> layer.size() == 1 && LAYERS.containsKey(name(layer)))
                .map(layer -> LAYERS.get(name(layer)).apply(layer.path(name(layer))))
                .toList();
    }

    private static String name(JsonNode layer) {
        return layer.fieldNames().next();
    }

    private static SequenceLayer conv(JsonNode conv) {
        return new SequenceLayer.Conv1D(
                conv.path("filters").asInt(),
                conv.path("kernelSize").asInt(),
                conv.path("strides").asInt(1),
                conv.path("dilationRate").asInt(1),
                conv.path("padding").asText("valid"),
                conv.path("activation").asText("relu"));
    }

    private static int poolSize(JsonNode pool) {
        return pool.path("poolSize").asInt(2);
    }

    private static SequenceLayer dense(JsonNode dense) {
        return new SequenceLayer.Dense(
                dense.path("units").asInt(), dense.path("activation").asText("linear"));
    }
}
