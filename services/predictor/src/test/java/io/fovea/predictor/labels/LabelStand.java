package io.fovea.predictor.labels;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.label.v1.Quality;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The topology of a pipeline's labels, without a broker. */
final class LabelStand implements AutoCloseable {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final String pipeline;
    private final TopologyTestDriver driver;
    private final TestOutputTopic<byte[], byte[]> outcomes;
    private final TestOutputTopic<byte[], byte[]> quality;

    LabelStand(PipelineSpec pipeline) {
        this.pipeline = pipeline.name();
        this.driver = new TopologyTestDriver(
                LabelTopology.of(pipeline, pipeline.serve().labels().orElseThrow(), meters)
                        .topology(),
                properties());
        this.outcomes = output(Topics.outcomes(pipeline.name()));
        this.quality = output(Topics.quality(pipeline.name()));
    }

    TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Those that have come since the last time. */
    List<Outcome> outcomes() {
        return outcomes.readValuesToList().stream()
                .map(value -> parsed(() -> Outcome.parseFrom(value)))
                .toList();
    }

    /** The newest figures of each version, a second later. */
    Map<String, Quality> quality() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        return quality.readKeyValuesToList().stream()
                .collect(Collectors.toMap(
                        told -> new String(told.key),
                        told -> parsed(() -> Quality.parseFrom(told.value)),
                        (older, newer) -> newer));
    }

    double count(String outcome) {
        return meters.get("fovea.predictor.labels")
                .tags("pipeline", pipeline, "outcome", outcome)
                .counter()
                .count();
    }

    double gauge(String name, String version) {
        return meters.get("fovea.predictor.quality." + name)
                .tags("pipeline", pipeline, "model", "m", "version", version)
                .gauge()
                .value();
    }

    @Override
    public void close() {
        driver.close();
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private interface Parsing<T> {
        T get() throws InvalidProtocolBufferException;
    }

    private static <T> T parsed(Parsing<T> message) {
        try {
            return message.get();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        return properties;
    }
}
