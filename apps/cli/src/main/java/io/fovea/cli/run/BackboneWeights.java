package io.fovea.cli.run;

import io.fovea.cli.client.Connection;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.weights.StoredWeights;
import io.fovea.cnn.weights.WeightFile;
import io.fovea.cnn.weights.WeightsException;
import io.fovea.cnn.weights.published.PublishedFile;
import io.fovea.cnn.weights.published.PublishedWeights;
import io.fovea.cnn.weights.published.WeightsCache;
import io.fovea.messaging.TopicAdmin;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.PretrainedSpec;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.transfer.PretrainedBackbone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads the weights that a pipeline file names for its backbone, here where the file is, and puts them into the registry. */
public final class BackboneWeights {
    private final Path folder;
    private final @Nullable Path instead;

    /** @param pipelineFile what relative names of weights are relative to */
    public BackboneWeights(Path pipelineFile) {
        this(pipelineFile, null);
    }

    /** @param instead a file whose weights take the place of those that the pipeline names */
    public BackboneWeights(Path pipelineFile, @Nullable Path instead) {
        this.instead = instead;
        Path parent = pipelineFile.toAbsolutePath().getParent();
        this.folder = parent == null ? pipelineFile.toAbsolutePath() : parent;
    }

    /**
     * The version in the registry; empty where the pipeline has no backbone of its own.
     *
     * @throws CommandFailure when the network cannot be built, or there are no weights for it
     */
    public Optional<ModelVersion> publish(Connection connection, PipelineSpec pipeline) {
        Optional<PretrainedBackbone> backbone = read(pipeline);
        if (backbone.isEmpty()) {
            return Optional.empty();
        }
        try (TopicAdmin admin = TopicAdmin.of(connection.kafka())) {
            admin.ensureControlTopics(); // no service may have been there yet
        }
        ArtefactStore store = ArtefactStore.open(connection.storage());
        try (var registry = new ModelRegistry(connection.kafka(), store)) {
            registry.catchUp();
            return backbone.map(loaded -> loaded.publish(registry, store, "cli"));
        }
    }

    /**
     * The pipeline's backbone with its weights; empty where it has none of its own.
     *
     * @throws CommandFailure as {@link #publish}
     */
    public Optional<PretrainedBackbone> read(PipelineSpec pipeline) {
        Optional<PretrainedSpec> declared = pipeline.model().backbone().flatMap(spec -> spec.pretrained());
        if (declared.isEmpty() && instead != null) {
            throw new CommandFailure(
                    "Pipeline '%s' declares no backbone that the weights %s could be of: leave --weights out."
                            .formatted(pipeline.name(), instead));
        }
        return declared.map(backbone -> read(pipeline, backbone));
    }

    private PretrainedBackbone read(PipelineSpec pipeline, PretrainedSpec declared) {
        try {
            PretrainedBackbone backbone = PretrainedBackbone.of(pipeline);
            if (instead != null) {
                backbone.load(stored(instead, "--weights"), instead.toString());
            } else if (declared.weights().equals(PretrainedSpec.HANDMADE)) {
                requireHandmade(declared);
            } else if (!declared.weights().equals(PretrainedSpec.RANDOM)) {
                backbone.load(weights(declared));
            }
            return backbone;
        } catch (WeightsException | IllegalArgumentException e) {
            throw new CommandFailure(
                    "The backbone %s of pipeline '%s' with the weights %s cannot be used: %s"
                            .formatted(
                                    declared.architecture(),
                                    pipeline.name(),
                                    instead == null ? declared.weights() : instead,
                                    e.getMessage()),
                    e);
        }
    }

    private static void requireHandmade(PretrainedSpec declared) {
        if (!PretrainedBackbone.of(declared).architecture().isHandmade()) {
            throw new IllegalArgumentException(
                    "Nobody makes its weights by hand. Maybe imagenet, or a file of them, is meant.");
        }
    }

    private StoredWeights weights(PretrainedSpec declared) {
        Path file = declared.weights().equals(PretrainedSpec.IMAGENET)
                ? cached(declared)
                : folder.resolve(declared.weights());
        return stored(file, "model.backbone.weights");
    }

    private static StoredWeights stored(Path file, String namedBy) {
        if (!Files.exists(file)) {
            throw new CommandFailure("There is no file of weights %s, which %s names.".formatted(file, namedBy));
        }
        return WeightFile.read(file).weights();
    }

    private static Path cached(PretrainedSpec declared) {
        PublishedFile published =
                PublishedWeights.find(declared.architecture(), declared.width(), OptionalInt.empty(), false);
        Path file = new WeightsCache(WeightsCache.defaultFolder(System.getenv())).place(published);
        if (!Files.exists(file)) {
            throw new CommandFailure(
                    "The ImageNet weights of %s are not in the cache (%s): ./fovea weights get %s --no-top%s fetches them, or --weights FILE names a file of them."
                            .formatted(
                                    declared.architecture(),
                                    file,
                                    declared.architecture(),
                                    declared.width() == 1 ? "" : " --width " + declared.width()));
        }
        return file;
    }
}
