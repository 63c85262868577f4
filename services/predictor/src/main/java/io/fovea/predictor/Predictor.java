package io.fovea.predictor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.messaging.CloudEventSeries;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.predictor.PredictionEncoding.Circumstances;
import io.fovea.predictor.classify.TopClasses;
import io.fovea.predictor.classify.TopSequences;
import io.fovea.proto.example.v1.Backbone;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.prediction.v1.Prediction;
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
import org.apache.kafka.common.header.Headers;

/**
 * Answers what has no label with the pipeline's live model: from examples, or where the pipeline has a backbone from
 * features. Records go out on one thread. How a model's features and a record's may differ is decided in docs/adr/0005-serving-and-switching.md.
 */
final class Predictor implements InferenceRole {

    static final String SERVICE = "predictor";
    static final String PROBABILITIES = "probabilities";
    private static final String FEATURES = "features";

    private final ModelRegistry registry;
    private final int top;
    private final Clock clock;
    private final Consumer<Answer> observer;
    private final CloudEventSeries events =
            new CloudEventSeries("/fovea/" + SERVICE, Prediction.getDescriptor().getFullName());
    private final PredictionEncodings encodings;

    /**
     * @param top classes that a prediction lists at most
     * @param observer sees each answer to an image or to its features that goes out, but none of a shadow
     */
    Predictor(ModelRegistry registry, int top, Clock clock, Consumer<Answer> observer) {
        this.registry = registry;
        this.top = top;
        this.encodings = new PredictionEncodings(top);
        this.clock = clock;
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
        return Optional.of(demand(pipeline, new Signature(input, PROBABILITIES, kind)));
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
        byte[] id = answer.example().getId().getBytes(UTF_8);
        long now = clock.millis();
        Headers headers = events.following(answer.record().headers(), id, now);
        if (answer.pipeline().market().isPresent()) { // its rank is known once its period is whole
            return Scores.record(answer, prediction(answer, now), headers);
        }
        return new ProducerRecord<>(
                Topics.predictions(answer.pipeline().name()),
                null, // by key: all of a key stay in order
                answer.record().key(),
                encodings
                        .of(answer)
                        .map(encoding -> encoding.bytes(id, answer.contents(), circumstances(answer, now)))
                        .orElseGet(() -> prediction(answer, now).toByteArray()),
                headers);
    }

    private static Circumstances circumstances(Answer answer, long now) {
        return new Circumstances(
                answer.example().getEventTimeMillis(), now, answer.inferenceNanos(), answer.batchSize());
    }

    @Override
    public void answered(Answer answer) {
        if (answer.pipeline().market().isEmpty()) {
            observer.accept(answer);
        }
    }

    private Prediction prediction(Answer answer, long now) {
        Manifest manifest = answer.model().manifest();
        Prediction.Builder prediction = Prediction.newBuilder()
                .setId(answer.example().getId())
                .setPipeline(answer.pipeline().name())
                .setModel(manifest.model())
                .setModelVersion(manifest.version())
                .setBackbone(manifest.lineage().takes())
                .setEventTimeMillis(answer.example().getEventTimeMillis())
                .setPredictedAtMillis(now)
                .setInferenceNanos(answer.inferenceNanos())
                .setBatchSize(answer.batchSize());
        if (manifest.labels().isEmpty()) {
            return prediction.addOutputs(answer.output(Scores.OUTPUTS)).build();
        }
        prediction.addOutputs(answer.output(PROBABILITIES));
        SequenceHeads.of(
                        answer.contents().size() / Float.BYTES,
                        manifest.labels().size())
                .ifPresentOrElse(
                        heads -> prediction.addAllSequences(
                                TopSequences.of(answer.contents(), heads, manifest.labels(), top)),
                        () -> prediction.addAllTop(TopClasses.of(answer.contents(), manifest.labels(), top)));
        return prediction.build();
    }
}
