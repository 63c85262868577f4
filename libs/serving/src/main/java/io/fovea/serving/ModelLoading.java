package io.fovea.serving;

import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactException;
import io.fovea.registry.Manifest;
import io.fovea.registry.ModelRegistry;
import java.nio.file.Path;

/** Turns a version into a model that is warm, or says why it must not become live. */
final class ModelLoading {

    private final ModelRegistry registry;
    private final EngineChoice engines;

    ModelLoading(ModelRegistry registry, EngineChoice engines) {
        this.registry = registry;
        this.engines = engines;
    }

    /**
     * The version, loaded and warmed up; the caller closes it.
     *
     * @throws ModelRefusedException when it must not become live
     */
    LoadedModel load(ModelVersion version, ModelDemand demand) {
        Path artefact = fetch(version);
        Manifest manifest = registry.manifest(version);
        Signature signature = demand.signature();
        signature.inputOf(manifest);
        signature.outputOf(manifest); // a wrong one is refused before anything is loaded
        EngineChoice.Chosen chosen = engine(artefact, manifest, demand);
        try {
            LoadedModel model = new LoadedModel(
                    manifest,
                    signature,
                    chosen.engine(),
                    chosen.reason(),
                    () -> engines.explaining(fetch(version), manifest, signature));
            model.warmUp(demand.largestBatch());
            return model;
        } catch (RuntimeException e) {
            chosen.engine().close();
            throw e;
        }
    }

    private Path fetch(ModelVersion version) {
        try {
            return registry.fetch(version);
        } catch (ArtefactException e) {
            throw broken(e);
        }
    }

    private EngineChoice.Chosen engine(Path artefact, Manifest manifest, ModelDemand demand) {
        try {
            return engines.choose(artefact, manifest, demand);
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    private static ModelRefusedException broken(RuntimeException cause) {
        return new ModelRefusedException(
                ModelRefusedException.Code.BROKEN_ARTEFACT, String.valueOf(cause.getMessage()), cause);
    }
}
