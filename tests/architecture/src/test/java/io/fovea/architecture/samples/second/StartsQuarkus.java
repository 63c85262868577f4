package io.fovea.architecture.samples.second;

import io.quarkus.runtime.QuarkusApplication;

public record StartsQuarkus(QuarkusApplication application) {}
