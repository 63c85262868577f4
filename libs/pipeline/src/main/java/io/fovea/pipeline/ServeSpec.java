package io.fovea.pipeline;

import java.util.Optional;

/**
 * How the model answers.
 *
 * @param promote which new versions go live by themselves; without one a person promotes
 * @param engine what runs the model
 */
public record ServeSpec(Optional<PromoteRule> promote, BatchSpec batch, EngineName engine) {}
