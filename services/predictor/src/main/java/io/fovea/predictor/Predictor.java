package io.fovea.predictor;

import io.fovea.messaging.Rejection;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Backbone;
import io.fovea.proto.example.v1.Example;
import io.fovea.registry.Manifest;
import io.fovea.registry.ModelRegistry;
import io.fovea.serving.Answer;
import io.fovea.serving.BackboneBinding;
import io.fovea.serving.InferenceRole;
import io.fovea.serving.LoadedModel;
import io.fovea.serving.ModelChoice;
import io.fovea.serving.ModelDemand;
import io.fovea.serving.RequiredInput;
import io.fovea.serving.Signature;
import io.fovea.serving.Trials;
import io.fovea.tensorcodec.Datatype;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Answers what has no label with the pipeline's live model: from examples, or where the pipeline has a backbone from
 * features. Records go out on one thread. How a model's features and a record's may differ is decided in docs/adr/0005-serving-and-switching.md.
 */
final class Predictor implements InferenceRole {

    static final String SERVICE = "predictor";
    private static final String FEATURES = "features";

    private final ModelRegistry registry;
    private final PredictionRecords records;
    private final Consumer<Answer> observer;

    /**
     * @param top classes that a prediction lists at most
     * @param observer sees each answer to an image or to its features that goes out, but none of a shadow
     */
    Predictor(ModelRegistry registry, int top, Clock clock, Consumer<Answer> observer) {
        this.registry = registry;
        this.records = new PredictionRecords(top, clock);
        this.observer = observer;
    }

    @Override
    public Optional<ModelDemand> demand(PipelineSpec pipeline) {
        if (pipeline.market().isPresent()) {
            return Optional.of(
                    demand(pipeline, Scores.signature(pipeline.market().get())));
        }
        RequiredInput input = pipeline.learnsOnFeatures()
                ? new RequiredInput(FEATURES, Datatype.FP32, Optional.empty())
                : RequiredInput.image(pipeline.image());
        Signature.OutputKind kind =
                pipeline.sequence().isPresent() ? Signature.OutputKind.SEQUENCES : Signature.OutputKind.CLASSES;
        return Optional.of(demand(pipeline, new Signature(input, PredictionRecords.PROBABILITIES, kind)));
    }

    @Override
    public List<ModelDemand> trials(PipelineSpec pipeline) {
        return demand(pipeline).stream()
                .flatMap(live -> Trials.ALIASES.stream()
                        .map(alias -> live.onTrial(pipeline.model().name(), alias)))
                .toList();
    }

    private static ModelDemand demand(PipelineSpec pipeline, Signature signature) {
        return new ModelDemand(
                pipeline.name(),
                new ModelChoice.Named(pipeline.model().name(), ModelRegistry.LIVE),
                signature,
                pipeline.serve().batch().max(),
                pipeline.serve().engine());
    }

    @Override
    public boolean reads(PipelineSpec pipeline, String topic) {
        String wanted = Topics.modelInputs(pipeline.name(), pipeline.learnsOnFeatures());
        return topic.equals(wanted);
    }

    @Override
    public boolean concerns(Example example) {
        return example.getLabelsList().isEmpty();
    }

    /** Features of the backbone that the pipeline has by now, while its head is still of the one before. */
    @Override
    public boolean mustWait(Example example, PipelineSpec pipeline, LoadedModel model) {
        return !areForEachOther(example, model.manifest()) && isOfPresentBackbone(example, pipeline);
    }

    @Override
    public Optional<Rejection> rejection(Example example, LoadedModel model) {
        if (areForEachOther(example, model.manifest())) {
            return Optional.empty();
        }
        return Optional.of(new Rejection.BackboneMismatch(
                FeatureOrigin.of(model.manifest()).map(FeatureOrigin::toString).orElse("no backbone"),
                FeatureOrigin.of(example).map(FeatureOrigin::toString).orElse("no backbone")));
    }

    private static boolean areForEachOther(Example example, Manifest head) {
        Optional<FeatureOrigin> trainedOn = FeatureOrigin.of(head);
        Optional<FeatureOrigin> received = FeatureOrigin.of(example);
        return trainedOn.isPresent() ? received.filter(trainedOn.get()::isLike).isPresent() : received.isEmpty();
    }

    private boolean isOfPresentBackbone(Example example, PipelineSpec pipeline) {
        Backbone backbone = example.getBackbone();
        return BackboneBinding.of(pipeline)
                .filter(binding -> binding.backbone().layer().equals(backbone.getLayer()))
                .flatMap(binding -> binding.bound(registry))
                .filter(bound -> backbone.getId().equals(bound.getModel() + "/" + bound.getVersion()))
                .isPresent();
    }

    @Override
    public ProducerRecord<byte[], byte[]> record(Answer answer) {
        return records.of(answer);
    }

    @Override
    public void answered(Answer answer) {
        if (answer.pipeline().market().isEmpty()) {
            observer.accept(answer);
        }
    }
}
