package io.fovea.trainer.training;

import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Reshape;
import io.fovea.cnn.layers.ZeroPadding1D;
import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.pipeline.BackboneSpec;
import io.fovea.pipeline.HeadLayer;
import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.PretrainedSpec;
import io.fovea.tensorcodec.Datatype;
import io.fovea.trainer.examples.MarketExamples;
import io.fovea.trainer.examples.NetworkInput;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.transfer.PretrainedBackbone;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** A pipeline's network: from what its examples hold, through its transforms, to one logit a class, or to the heads of sequences. */
public final class Network {
    private Network() {}

    /** @throws JobFailedException when there is no such architecture, or its input is too small for it */
    static Model of(PipelineSpec pipeline, NetworkInput input) {
        int classes = pipeline.model().classes().size();
        try {
            SymbolicTensor scaled = Preprocessing.of(pipeline).apply(input(input));
            Optional<PretrainedSpec> within = pipeline.model()
                    .backbone()
                    .filter(backbone -> !pipeline.learnsOnFeatures())
                    .flatMap(BackboneSpec::pretrained);
            if (within.isPresent()) {
                SymbolicTensor features = PretrainedBackbone.of(within.get()).features(scaled);
                return Model.of(head(features, pipeline.model().head(), classes));
            }
            return pipeline.model()
                    .architecture()
                    .map(Architectures::named)
                    .map(architecture -> sequences(pipeline)
                            .map(heads -> Model.of(heads.on(architecture.features(scaled))))
                            .orElseGet(() -> architecture.build(scaled, classes)))
                    .orElseGet(() -> Model.of(head(scaled, pipeline.model().head(), classes)));
        } catch (IllegalArgumentException e) {
            throw cannotBeBuilt(pipeline, e);
        }
    }

    /** What reads the sequences that a pipeline's labels are; empty where they are classes. */
    static Optional<SequenceHeads> sequences(PipelineSpec pipeline) {
        return pipeline.sequence()
                .map(declared -> new SequenceHeads(pipeline.model().classes().size(), declared.longest()));
    }

    /**
     * A market pipeline's network: from a window to a return or, of a direction, to the logits of down and up. Down's is
     * fixed at 0, so that the network itself has one output, as it was published: softmax is then its sigmoid.
     */
    public static Model onWindows(PipelineSpec pipeline) {
        MarketSpec market = pipeline.market().orElseThrow();
        try {
            SymbolicTensor window = input(MarketExamples.input(market));
            SymbolicTensor score = pipeline.model()
                    .architecture()
                    .map(name -> score(window, Architectures.named(name)))
                    .orElseGet(
                            () -> SequenceNetwork.score(window, pipeline.model().layers()));
            return Model.of(market.label().kind() == LabelSpec.Kind.RETURN ? score : downAndUp(score));
        } catch (IllegalArgumentException e) {
            throw cannotBeBuilt(pipeline, e);
        }
    }

    private static SymbolicTensor score(SymbolicTensor window, Architecture architecture) {
        return architecture.classifier(architecture.features(window), 1);
    }

    private static SymbolicTensor downAndUp(SymbolicTensor up) {
        return up.then(new Reshape(1, 1)).then(new ZeroPadding1D(1, 0)).then(new Flatten().named("logits"));
    }

    static JobFailedException cannotBeBuilt(PipelineSpec pipeline, IllegalArgumentException why) {
        return new JobFailedException(
                "The network of pipeline '%s' cannot be built: %s".formatted(pipeline.name(), why.getMessage()), why);
    }

    private static SymbolicTensor input(NetworkInput input) {
        Shape shape = Shape.of(input.shape().stream().mapToLong(Long::longValue).toArray());
        return input.datatype() == Datatype.UINT8
                ? Input.uint8(input.name(), shape)
                : Input.float32(input.name(), shape);
    }

    private static SymbolicTensor head(SymbolicTensor features, List<HeadLayer> layers, int classes) {
        SymbolicTensor head = features.shape().numDimensions() > 1 ? features.then(new Flatten()) : features;
        for (HeadLayer layer : layers) {
            if (layer instanceof HeadLayer.Dense dense) {
                head = head.then(new Dense(dense.units()).activation(activation(dense)));
            } else if (layer instanceof HeadLayer.Dropout dropout) {
                head = head.then(new Dropout(dropout.rate()));
            }
        }
        return head.then(new Dense(classes).named("logits"));
    }

    private static Activation activation(HeadLayer.Dense dense) {
        return Activation.valueOf(dense.activation().toUpperCase(Locale.ROOT));
    }
}
