package io.fovea.pipeline;

/** What comes into a pipeline. */
public sealed interface InputSpec permits ImageInput, BarsInput {}
