package io.fovea.serving;

import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactException;
import io.fovea.registry.Manifest;
import io.fovea.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Duration;

/** Turns a version into a model that is warm, or says why it must not become live. */
final class ModelLoading {

    private final ModelRegistry registry;
    private final EngineChoice engines;
    private final ModelRoom room;
    private final Duration slowestBatch;

    ModelLoading(ModelRegistry registry, EngineChoice engines, ModelRoom room, Duration slowestBatch) {
        this.registry = registry;
        this.engines = engines;
        this.room = room;
        this.slowestBatch = slowestBatch;
    }

    /**
     * The version, loaded and warmed up; the caller closes it.
     *
     * @param loading who gets it
     * @throws NoRoomException when others take the memory and it was not asked for
     * @throws ModelRefusedException when it must not become live
     */
    LoadedModel load(ModelVersion version, ModelDemand demand, PipelineModel loading) {
        Path artefact = fetch(version);
        Manifest manifest = registry.manifest(version);
        Signature signature = demand.signature();
        signature.inputOf(manifest);
        signature.outputOf(manifest); // a wrong one is refused before anything is loaded
        long bytes = ModelSize.of(artefact);
        room.take(manifest.model() + "/" + manifest.version(), bytes, loading);
        EngineChoice.Chosen chosen;
        try {
            chosen = engine(artefact, manifest, demand);
        } catch (RuntimeException e) {
            room.free(bytes);
            throw e;
        }
        Engine engine = new CountedEngine(chosen.engine(), () -> room.free(bytes));
        try {
            LoadedModel model = new LoadedModel(
                    manifest,
                    signature,
                    engine,
                    chosen.reason(),
                    () -> engines.explaining(fetch(version), manifest, signature));
            model.warmUp(demand.largestBatch(), slowestBatch);
            return model;
        } catch (RuntimeException e) {
            engine.close();
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
