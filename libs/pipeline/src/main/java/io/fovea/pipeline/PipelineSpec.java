package io.fovea.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline as its author declared it, whole and valid. {@code docs/PIPELINE.md} is the reference of its keys.
 *
 * @param name the pipeline's name, which its topics carry
 * @param version lower-case hex sha256 of the file, in UTF-8
 * @param file the file itself
 * @param transforms what the network's graph does to its input, in order; empty on a backbone, which brings its own
 * @param augment what training does to its examples, in order; serving never sees it
 * @param market where the input is bars: windows and label
 * @param sequence where an image's label is a sequence of classes, and not one
 */
public record PipelineSpec(
        String name,
        String version,
        String file,
        InputSpec input,
        List<TransformSpec> transforms,
        List<AugmentSpec> augment,
        Optional<MarketSpec> market,
        Optional<SequenceSpec> sequence,
        ModelSpec model,
        TrainSpec train,
        ServeSpec serve) {

    public PipelineSpec {
        transforms = List.copyOf(transforms);
        augment = List.copyOf(augment);
    }

    /** The same with other layers on its windows; its version stays that of what was declared. */
    public PipelineSpec withLayers(List<SequenceLayer> layers) {
        ModelSpec other = new ModelSpec(
                model.architecture(), model.backbone(), model.head(), layers, model.classes(), model.name());
        return new PipelineSpec(name, version, file, input, transforms, augment, market, sequence, other, train, serve);
    }

    /**
     * The pipeline in this text, which errors call {@code pipeline.yaml}.
     *
     * @throws PipelineFileException with everything that is wrong with it
     */
    public static PipelineSpec parse(String yaml) {
        return parse(yaml, "pipeline.yaml");
    }

    /**
     * The pipeline in this text.
     *
     * @param source where the text is from, for errors: a file's name
     * @throws PipelineFileException with everything that is wrong with it
     */
    public static PipelineSpec parse(String yaml, String source) {
        return PipelineFile.parse(yaml, source);
    }

    /**
     * The pipeline in this file.
     *
     * @throws PipelineFileException when the file cannot be read, or with everything that is wrong with it
     */
    public static PipelineSpec read(Path file) {
        return PipelineFile.read(file);
    }

    /** Whether the network is a head on features that the feature-extractor makes; otherwise it takes what comes in itself. */
    public boolean learnsOnFeatures() {
        return model.backbone().isPresent() && !train.finetunes();
    }

    /**
     * The images that come in.
     *
     * @throws IllegalStateException where the pipeline's input is another
     */
    public ImageInput image() {
        if (input instanceof ImageInput image) {
            return image;
        }
        throw new IllegalStateException("Pipeline %s takes bars, not images.".formatted(name));
    }
}
