package io.fovea.trainer.training;

import io.fovea.cnn.weights.StoredWeights;
import io.fovea.pipeline.BackboneSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.registry.ModelRegistry;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.transfer.PretrainedBackbone;
import java.util.Optional;

/** The weights that a network which is fine-tuned begins with, as the registry has them. */
public record StartingWeights(BackboneLineage backbone, StoredWeights weights) {

    /**
     * Empty where the pipeline's network begins with drawn weights, or is a head on features.
     *
     * @throws JobFailedException where the registry has no version of the pipeline's backbone
     */
    public static Optional<StartingWeights> of(PipelineSpec pipeline, ModelRegistry registry) {
        return pipeline.model()
                .backbone()
                .filter(backbone -> pipeline.train().finetunes())
                .map(backbone -> read(pipeline, backbone, registry));
    }

    private static StartingWeights read(PipelineSpec pipeline, BackboneSpec backbone, ModelRegistry registry) {
        ModelVersion version = registry.resolve(backbone.model(), ModelRegistry.boundFor(pipeline.name()))
                .orElseThrow(() -> new JobFailedException(
                        "The registry has no weights of the backbone '%s'. Maybe ./fovea apply the pipeline file first."
                                .formatted(backbone.model())));
        return new StartingWeights(
                new BackboneLineage(
                        version.getModel() + "/" + version.getVersion(),
                        registry.manifest(version).weightsSha256(),
                        backbone.layer()),
                StoredWeights.readSafetensors(registry.fetch(version).resolve(PretrainedBackbone.WEIGHTS)));
    }
}
