package io.fovea.featureextractor;

import io.fovea.featureextractor.kept.KeptFeatures;
import io.fovea.messaging.CloudEventSeries;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.BackboneSpec;
import io.fovea.pipeline.EngineName;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Backbone;
import io.fovea.proto.example.v1.Example;
import io.fovea.serving.Answer;
import io.fovea.serving.BackboneBinding;
import io.fovea.serving.InferenceRole;
import io.fovea.serving.KeptOutputs;
import io.fovea.serving.LoadedModel;
import io.fovea.serving.ModelDemand;
import io.fovea.serving.RequiredInput;
import io.fovea.serving.Signature;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Runs a pipeline's examples, with and without labels, through its backbone up to the layer that the pipeline names.
 * Which version of the backbone that is, and how it changes, is decided in docs/adr/0005-serving-and-switching.md.
 */
final class FeatureExtractor implements InferenceRole {

    static final String SERVICE = "feature-extractor";
    private static final String FEATURES = "features";

    private final KeptFeatures kept;
    private final Clock clock;
    private final CloudEventSeries events =
            new CloudEventSeries("/fovea/" + SERVICE, Example.getDescriptor().getFullName());

    FeatureExtractor(KeptFeatures kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public Optional<ModelDemand> demand(PipelineSpec pipeline) {
        return pipeline.model()
                .backbone()
                .filter(backbone -> pipeline.learnsOnFeatures())
                .map(backbone -> demand(pipeline, backbone));
    }

    private static ModelDemand demand(PipelineSpec pipeline, BackboneSpec backbone) {
        return new ModelDemand(
                pipeline.name(),
                new BackboneBinding(pipeline.name(), backbone).binding(SERVICE),
                new Signature(RequiredInput.image(pipeline.image()), backbone.layer(), Signature.OutputKind.LAYER),
                pipeline.serve().batch().max(),
                EngineName.TENSORFLOW); // which alone gives a layer
    }

    @Override
    public boolean reads(PipelineSpec pipeline, String topic) {
        return pipeline.learnsOnFeatures() && topic.equals(Topics.examples(pipeline.name()));
    }

    @Override
    public boolean concerns(Example example) {
        return true;
    }

    @Override
    public KeptOutputs kept(PipelineSpec pipeline, LoadedModel model) {
        return kept.of(pipeline.name(), model.manifest(), model.output().name());
    }

    @Override
    public ProducerRecord<byte[], byte[]> record(Answer answer) {
        Example features = answer.example().toBuilder() // keeps id, labels, split, pipeline version and event time
                .clearInputs()
                .addInputs(answer.output(FEATURES))
                .setBackbone(backbone(answer.model()))
                .build();
        return new ProducerRecord<>(
                Topics.features(answer.pipeline().name()),
                null, // by key: all of a key stay in order
                answer.record().key(),
                features.toByteArray(),
                events.following(answer.record().headers(), answer.example().getId(), clock.millis()));
    }

    private static Backbone backbone(LoadedModel model) {
        return Backbone.newBuilder()
                .setId(model.id())
                .setWeightsSha256(model.manifest().weightsSha256())
                .setLayer(model.output().name())
                .build();
    }
}
