package io.fovea.serving;

import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ModelRegistry;
import java.util.Optional;

/** Which version of which model a pipeline is to be served with. */
public interface ModelChoice {

    /** The version at this moment; empty while there is none. */
    Optional<ModelVersion> choose(ModelRegistry registry);

    /** The version that an alias points at, or a version by its number. */
    record Named(String model, String versionOrAlias) implements ModelChoice {
        @Override
        public Optional<ModelVersion> choose(ModelRegistry registry) {
            return registry.resolve(model, versionOrAlias);
        }
    }
}
