package io.fovea.registry;

import java.util.List;
import java.util.Map;

/**
 * What a publisher knows of its model; the registry adds version, hashes and time.
 *
 * @param layers by Keras name, in the graph's order
 * @param labels classes by index
 * @param transforms what was done to the input, for people, in order; those in the graph are marked so
 * @param metrics by Keras' names
 */
public record ManifestDraft(
        String model,
        List<TensorSpec> inputs,
        List<TensorSpec> outputs,
        Map<String, LayerSpec> layers,
        List<String> labels,
        List<String> transforms,
        Map<String, Double> metrics,
        Lineage lineage,
        String weightsSha256) {}
