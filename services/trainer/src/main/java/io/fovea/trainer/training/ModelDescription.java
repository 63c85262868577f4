package io.fovea.trainer.training;

import io.fovea.cnn.ExportedModel;
import io.fovea.pipeline.BackboneSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.registry.Lineage;
import io.fovea.registry.ManifestDraft;
import io.fovea.trainer.examples.NetworkInput;
import io.fovea.trainer.jobs.CheckedJob;
import io.fovea.transfer.ManifestTensors;
import io.fovea.transfer.PretrainedBackbone;
import java.util.List;
import java.util.stream.Stream;

/** A trained network as its manifest describes it. */
public final class ModelDescription {
    private ModelDescription() {}

    public static ManifestDraft of(CheckedJob job, NetworkInput input, FittedModel fitted) {
        PipelineSpec pipeline = job.pipeline();
        ExportedModel exported = fitted.exported();
        return new ManifestDraft(
                pipeline.model().name(),
                ManifestTensors.of(exported.inputs()),
                ManifestTensors.of(exported.outputs()),
                ManifestTensors.layers(exported.layers()),
                pipeline.model().classes(),
                transforms(pipeline),
                fitted.metrics(),
                lineage(job, input, fitted),
                exported.weightsSha256());
    }

    private static Lineage lineage(CheckedJob job, NetworkInput input, FittedModel fitted) {
        return new Lineage(
                job.id(),
                job.pipeline().name(),
                job.pipeline().version(),
                job.job().getCodeVersion(),
                job.pipeline().train().seed(),
                input.backbone().orElse(null),
                fitted.startedFrom().orElse(null),
                fitted.trainedUntil().orElse(null));
    }

    /** What the file declares, and what a backbone within the network brings with it. */
    private static List<String> transforms(PipelineSpec pipeline) {
        Stream<String> brought = pipeline
                .model()
                .backbone()
                .filter(backbone -> pipeline.train().finetunes())
                .flatMap(BackboneSpec::pretrained)
                .map(PretrainedBackbone::preprocessing)
                .stream();
        return Stream.concat(pipeline.transforms().stream().map(TransformText::of), brought)
                .toList();
    }
}
