package io.fovea.architecture.samples.first;

import io.fovea.architecture.samples.second.StartsQuarkus;

record UsesSecond(StartsQuarkus second) {}
