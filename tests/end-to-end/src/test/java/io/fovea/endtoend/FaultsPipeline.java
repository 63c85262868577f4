package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.MessagingException;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.pipeline.v1.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A pipeline for {@link Questions}, and how far the predictor is with it.
 *
 * @param bootstrapServers Kafka's host:port
 */
record FaultsPipeline(String bootstrapServers) {

    static final String NAME = "faults";
    static final String PREDICTIONS = Topics.predictions(NAME);

    /** For a copy of the predictions with faults in it. */
    static final String PLANTED = PREDICTIONS + ".planted";

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /** Returns when it is applied, however long the broker is on its way. */
    void apply() {
        PipelineSpec pipeline = PipelineSpec.parse("""
                pipeline: %s
                input: {kind: image, channels: 1, size: [%d, %d]}
                model: {architecture: ffnn, classes: 2}
                train: {epochs: 1}
                serve: {engine: tensorflow, batch: {max: 512}}
                """.formatted(NAME, Questions.SIDE, Questions.SIDE));
        await(() -> isApplied(pipeline));
    }

    private boolean isApplied(PipelineSpec pipeline) {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (TopicAdmin admin = TopicAdmin.of(client);
                ControlProducer control = ControlProducer.of(client)) {
            admin.ensureControlTopics();
            admin.ensurePipelineTopics(NAME);
            admin.ensureTopic(PLANTED);
            control.send(
                    Topics.PIPELINES,
                    NAME,
                    Pipeline.newBuilder()
                            .setName(NAME)
                            .setVersion(pipeline.version())
                            .setFile(pipeline.file())
                            .build());
            return true;
        } catch (MessagingException e) { // the broker is on its way
            return false;
        }
    }

    /** Records ahead of the predictor. */
    long lag() {
        try (TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.lag("predictor", List.of(Topics.examples(NAME)));
        } catch (MessagingException e) {
            return Long.MAX_VALUE; // nobody knows
        }
    }

    static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited for %s", PATIENCE).isBefore(deadline);
            Pause.millis(500);
        }
    }
}
