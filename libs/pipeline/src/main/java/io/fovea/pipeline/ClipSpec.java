package io.fovea.pipeline;

/** How gradients are kept from being too large. */
public sealed interface ClipSpec {

    /** Each element is brought into {@code [-bound, bound]}. */
    record ByValue(double bound) implements ClipSpec {}

    /** Each weight's gradient is made no longer than {@code norm}. */
    record ByNorm(double norm) implements ClipSpec {}

    /** All gradients together are made no longer than {@code norm}. */
    record ByGlobalNorm(double norm) implements ClipSpec {}
}
