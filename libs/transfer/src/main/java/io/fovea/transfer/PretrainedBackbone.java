package io.fovea.transfer;

import io.fovea.cnn.ExportedModel;
import io.fovea.cnn.FeaturePooling;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.ModelExport;
import io.fovea.cnn.Options;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.architectures.Backbone;
import io.fovea.cnn.weights.StoredWeights;
import io.fovea.pipeline.ImageInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.PretrainedSpec;
import io.fovea.pipeline.StageSpec;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.Lineage;
import io.fovea.registry.ManifestDraft;
import io.fovea.registry.ModelRegistry;
import io.fovea.registry.WorkFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A pipeline's backbone that is a published architecture: built, given weights, and made a version of the registry
 * (docs/adr/0020-pretrained-backbones-and-kept-features.md).
 */
public final class PretrainedBackbone {
    /** Its weights beside the SavedModel, for a trainer that goes on from them. */
    public static final String WEIGHTS = "weights.safetensors";

    private final PipelineSpec pipeline;
    private final PretrainedSpec declared;
    private final Model model;
    private String source;

    private PretrainedBackbone(PipelineSpec pipeline, PretrainedSpec declared) {
        this.pipeline = pipeline;
        this.declared = declared;
        this.source = declared.weights();
        ImageInput image = pipeline.image();
        this.model = of(declared).model(image.height(), image.width(), image.channels());
        pipeline.train().stages().stream()
                .flatMap(stage -> stage.unfreeze().stream())
                .filter(from -> !from.equals(StageSpec.ALL))
                .forEach(model::layer); // throws where there is none
    }

    /**
     * The pipeline's backbone, without weights.
     *
     * @throws IllegalArgumentException where the architecture has no such width or layer, a stage unfreezes from none of its layers, or does not take the pipeline's images
     */
    public static PretrainedBackbone of(PipelineSpec pipeline) {
        return new PretrainedBackbone(
                pipeline, pipeline.model().backbone().orElseThrow().pretrained().orElseThrow());
    }

    /** The network that a pipeline declares. */
    public static Backbone of(PretrainedSpec declared) {
        return new Backbone(
                Architectures.named(declared.architecture(), declared.width()),
                declared.cut(),
                FeaturePooling.valueOf(declared.pooling().name()));
    }

    /** What its graph does to pixels first, as a manifest says it. */
    public static String preprocessing(PretrainedSpec declared) {
        return "preprocessing of %s, in the graph: %s"
                .formatted(declared.architecture(), of(declared).architecture().preprocessing());
    }

    /**
     * Gives it its weights; those of layers behind the cut are left out.
     *
     * @throws io.fovea.cnn.weights.WeightsException where some are missing or of another shape; nothing has changed then
     * @throws IllegalArgumentException where layers have none, which it names
     */
    public void load(StoredWeights weights) {
        load(weights, declared.weights());
    }

    /**
     * As {@link #load(StoredWeights)}, with weights from elsewhere than the pipeline says.
     *
     * @param from where, for the registry: a file's name
     */
    public void load(StoredWeights weights, String from) {
        List<String> loaded = weights.loadPartInto(model);
        List<String> missing = model.layers().stream()
                .filter(layer -> !layer.weights().isEmpty())
                .map(Layer::name)
                .filter(name -> !loaded.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("There are no weights for %d of its layers, the first being %s."
                    .formatted(missing.size(), missing.get(0)));
        }
        source = from;
    }

    /**
     * Makes it the version of the registry that the pipeline's features come from. The same network with the same weights stays the
     * version that it is.
     *
     * @param by who the registry says did it
     */
    public ModelVersion publish(ModelRegistry registry, ArtefactStore store, String by) {
        ModelVersion version;
        try (WorkFolder work = store.workFolder()) {
            Path folder = work.path().resolve("model");
            version = registry.publish(folder, export(folder));
        }
        String alias = ModelRegistry.boundFor(pipeline.name());
        boolean bound = registry.resolve(version.getModel(), alias)
                .filter(present -> present.getVersion().equals(version.getVersion()))
                .isPresent();
        if (!bound) {
            registry.move(version.getModel(), alias, version.getVersion(), by, "weights " + source);
        }
        return version;
    }

    private ManifestDraft export(Path folder) {
        Map<String, HostTensor> weights;
        try (InferenceModel answering =
                model.inference(Options.seed(pipeline.train().seed()))) {
            weights = answering.weights();
        }
        ExportedModel exported = ModelExport.of(model, weights).savedModel(folder);
        StoredWeights.of(weights).writeSafetensors(folder.resolve(WEIGHTS));
        return new ManifestDraft(
                pipeline.model().backbone().orElseThrow().model(),
                ManifestTensors.of(exported.inputs()),
                ManifestTensors.of(exported.outputs()),
                ManifestTensors.layers(exported.layers()),
                List.of(),
                List.of(preprocessing(declared)),
                Map.of(),
                new Lineage(
                        job(exported),
                        pipeline.name(),
                        pipeline.version(),
                        "weights " + source,
                        pipeline.train().seed(),
                        null),
                exported.weightsSha256());
    }

    /** The same for the same network and weights, so that the registry holds one version of them. */
    private String job(ExportedModel exported) {
        String identity = String.join(
                "\n",
                declared.architecture(),
                Double.toString(declared.width()),
                declared.output(),
                exported.inputs().toString(),
                exported.weightsSha256());
        return "backbone-" + sha256(identity).substring(0, 16);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
