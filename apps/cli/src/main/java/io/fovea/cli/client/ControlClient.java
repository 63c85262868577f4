package io.fovea.cli.client;

import com.google.protobuf.MessageLite;
import io.fovea.messaging.CloudEventHeaders;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.proto.training.v1.OffsetRange;
import io.fovea.proto.training.v1.TrainingJob;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Tells a platform what to do: which pipelines there are, what to train. */
public final class ControlClient implements AutoCloseable {

    private static final String SOURCE = "/fovea/cli";

    private final TopicAdmin admin;
    private final ControlProducer producer;

    public ControlClient(Connection connection) {
        this.admin = TopicAdmin.of(connection.kafka());
        this.producer = ControlProducer.of(connection.kafka());
    }

    /** Publishes the pipeline, with the topics that it needs. */
    public void apply(PipelineSpec pipeline) {
        admin.ensureControlTopics();
        if (pipeline.market().isPresent()) {
            admin.ensureMarketTopics(pipeline.name());
        } else {
            admin.ensurePipelineTopics(pipeline.name());
        }
        Instant now = Instant.now();
        send(
                Topics.PIPELINES,
                pipeline.name(),
                Pipeline.newBuilder()
                        .setName(pipeline.name())
                        .setVersion(pipeline.version())
                        .setFile(pipeline.file())
                        .setAppliedAtMillis(now.toEpochMilli())
                        .build(),
                now);
    }

    /** What the pipeline's network learns from: examples, or the features of its backbone. */
    public List<OffsetRange> examples(PipelineSpec pipeline) {
        return admin.ranges(Topics.modelInputs(pipeline.name(), pipeline.learnsOnFeatures()));
    }

    /**
     * Puts a training job into the queue.
     *
     * @return its id
     */
    public String train(PipelineSpec pipeline, List<OffsetRange> examples, String codeVersion) {
        String id = pipeline.name() + "-" + UUID.randomUUID().toString().substring(0, 8);
        Instant now = Instant.now();
        send(
                Topics.TRAINING_JOBS,
                id,
                TrainingJob.newBuilder()
                        .setId(id)
                        .setPipeline(pipeline.name())
                        .setPipelineVersion(pipeline.version())
                        .setPipelineFile(pipeline.file())
                        .addAllExamples(examples)
                        .setCodeVersion(codeVersion)
                        .setRequestedAtMillis(now.toEpochMilli())
                        .build(),
                now);
        return id;
    }

    /** What a service has not passed yet. */
    List<OffsetRange> ahead(String service, String topic) {
        return admin.ahead(service, topic);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private void send(String topic, String key, MessageLite value, Instant now) {
        String type = value.getClass().getName().replace("io.fovea.proto.", "io.fovea.");
        producer.send(topic, key, value, CloudEventHeaders.of(UUID.randomUUID().toString(), SOURCE, type, now));
    }
}
