package io.fovea.pipeline;

/**
 * A trained network whose layer gives the features that a head learns from.
 *
 * @param model its name in the registry
 * @param version a version such as {@code 3}, or an alias, {@code live} by default
 * @param layer the name of the layer whose output the features are
 */
public record BackboneSpec(String model, String version, String layer) {}
