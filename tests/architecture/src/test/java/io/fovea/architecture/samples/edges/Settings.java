package io.fovea.architecture.samples.edges;

import io.smallrye.config.ConfigMapping;

@ConfigMapping(prefix = "sample")
interface Settings {

    int size();
}
