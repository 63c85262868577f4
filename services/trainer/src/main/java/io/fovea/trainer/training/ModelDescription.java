package io.fovea.trainer.training;

import io.fovea.cnn.ExportedModel;
import io.fovea.cnn.TensorSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.TransformSpec;
import io.fovea.registry.LayerSpec;
import io.fovea.registry.Lineage;
import io.fovea.registry.ManifestDraft;
import io.fovea.trainer.examples.NetworkInput;
import io.fovea.trainer.jobs.CheckedJob;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trained network as its manifest describes it. */
public final class ModelDescription {
    private ModelDescription() {}

    public static ManifestDraft of(CheckedJob job, NetworkInput input, FittedModel fitted) {
        PipelineSpec pipeline = job.pipeline();
        ExportedModel exported = fitted.exported();
        return new ManifestDraft(
                pipeline.model().name(),
                tensors(exported.inputs()),
                tensors(exported.outputs()),
                layers(exported.layers()),
                pipeline.model().classes(),
                transforms(pipeline),
                fitted.metrics(),
                lineage(job, input),
                exported.weightsSha256());
    }

    private static Lineage lineage(CheckedJob job, NetworkInput input) {
        return new Lineage(
                job.id(),
                job.pipeline().name(),
                job.pipeline().version(),
                job.job().getCodeVersion(),
                job.pipeline().train().seed(),
                input.backbone().orElse(null));
    }

    private static List<io.fovea.registry.TensorSpec> tensors(Map<String, TensorSpec> tensors) {
        return tensors.entrySet().stream()
                .map(tensor -> new io.fovea.registry.TensorSpec(
                        tensor.getKey(), datatype(tensor.getValue()), shape(tensor.getValue())))
                .toList();
    }

    private static Map<String, LayerSpec> layers(Map<String, TensorSpec> tensors) {
        Map<String, LayerSpec> layers = new LinkedHashMap<>();
        tensors.forEach((name, tensor) ->
                layers.put(name, new LayerSpec(tensor.tensorName(), datatype(tensor), shape(tensor))));
        return layers;
    }

    private static List<String> transforms(PipelineSpec pipeline) {
        return pipeline.transforms().stream().map(ModelDescription::describe).toList();
    }

    private static String describe(TransformSpec transform) {
        TransformSpec.Rescale rescale = (TransformSpec.Rescale) transform; // the only kind
        return "rescale pixels 0 to 255 to %s to %s, in the graph".formatted(rescale.low(), rescale.high());
    }

    private static List<Long> shape(TensorSpec tensor) {
        return Arrays.stream(tensor.shape().asArray()).boxed().toList();
    }

    /** TensorFlow's name of a type to the Open Inference Protocol's. */
    private static String datatype(TensorSpec tensor) {
        return switch (tensor.dtype()) {
            case FLOAT16 -> "FP16";
            case FLOAT32 -> "FP32";
            case FLOAT64 -> "FP64";
            case BOOL, UINT8, INT32, INT64 -> tensor.dtype().name();
        };
    }
}
