package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cli.client.ControlClient;
import io.fovea.cli.client.StreamWait;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.proto.market.v1.PeriodNews;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for signals against a real broker; the services are played by the test. */
class SignalsWaitIT {

    private static final long DAY = 86_400_000L;
    private static final PipelineSpec PIPELINE = PipelineSpec.parse("""
            pipeline: daily
            input: {kind: bars, period: day}
            windows: {lags: 2}
            model: {architecture: monthlyreturns}
            """);
    private static final String DEFINITION = PIPELINE.market().orElseThrow().definition();

    @Test
    void shouldWaitForThePeriodThatIsStillOpen(@TempDir Path folder) {
        try (var platform = new TestPlatform(folder);
                var control = new ControlClient(platform.connection())) {
            // Given: two days whose scores the predictor is past, the first of them closed and signalled
            control.apply(PIPELINE);
            told(platform, 1, DEFINITION);
            told(platform, 2, DEFINITION);
            told(platform, 3, "as it was before");
            close(platform, 1);
            answer(platform, Topics.scores("daily"), 1);
            answer(platform, Topics.scores("daily"), 2);
            answer(platform, Topics.scores("daily"), -1); // came after its time, so that nothing closes it
            answer(platform, Topics.predictions("daily"), 1);
            pass(platform, Topics.scores("daily"), 3);
            List<Integer> heard = new ArrayList<>();

            // When: the second day is closed while it waits, and signalled after that
            new StreamWait(platform.connection(), control, PIPELINE).untilSignalled(open -> {
                heard.add(open);
                if (heard.size() == 1) {
                    close(platform, 2);
                } else {
                    answer(platform, Topics.predictions("daily"), 2);
                }
            });

            // Then
            assertThat(heard).containsExactly(1, 1);
        }
    }

    private static void told(TestPlatform platform, int day, String definition) {
        PeriodNews news = PeriodNews.newBuilder()
                .setPeriodEndMillis(day * DAY)
                .setInstruments(1)
                .setDefinition(definition)
                .build();
        platform.publish(Topics.periodNews("daily"), "0", news);
    }

    private static void close(TestPlatform platform, int day) {
        PeriodClosed closed = PeriodClosed.newBuilder()
                .setPeriodEndMillis(day * DAY)
                .setWindows(1)
                .setDefinition(DEFINITION)
                .build();
        platform.publish(Topics.periods("daily"), Long.toString(day * DAY), closed);
    }

    private static void answer(TestPlatform platform, String topic, int day) {
        Prediction prediction = Prediction.newBuilder()
                .setId("A@" + day)
                .setSignal(Signal.newBuilder().setPeriodEndMillis(day * DAY).setDefinition(DEFINITION))
                .build();
        platform.publish(topic, prediction.getId(), prediction);
    }

    private static void pass(TestPlatform platform, String topic, long offset) {
        Map<String, Object> properties = platform.connection().kafka();
        properties.put("group.id", "fovea-predictor-daily-" + DEFINITION);
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)));
        }
    }
}
