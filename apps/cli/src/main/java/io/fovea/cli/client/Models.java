package io.fovea.cli.client;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;

/** The model registry of a platform. */
public final class Models {

    private static final String LIST = "; ./fovea models lists what there is.";

    private Models() {}

    /** Close it after use. */
    public static ModelRegistry open(Connection connection) {
        var registry = new ModelRegistry(connection.kafka(), ArtefactStore.open(connection.storage()));
        registry.catchUp();
        return registry;
    }

    /**
     * The version of that number, or the one that the alias points at.
     *
     * @throws CommandFailure when there is no such model, or no such version of it
     */
    public static ModelVersion version(ModelRegistry registry, String model, String versionOrAlias) {
        return registry.resolve(model, versionOrAlias).orElseThrow(() -> missing(registry, model, versionOrAlias));
    }

    /** @throws CommandFailure when there is no such model */
    public static void checkKnown(ModelRegistry registry, String model) {
        if (!isKnown(registry, model)) {
            throw new CommandFailure("There is no model '" + model + "'" + LIST);
        }
    }

    private static boolean isKnown(ModelRegistry registry, String model) {
        return registry.versions().stream()
                .anyMatch(version -> version.getModel().equals(model));
    }

    private static CommandFailure missing(ModelRegistry registry, String model, String versionOrAlias) {
        String what = isKnown(registry, model)
                ? "Model '%s' has no version %s".formatted(model, versionOrAlias)
                : "There is no model '%s'".formatted(model);
        return new CommandFailure(what + LIST);
    }
}
