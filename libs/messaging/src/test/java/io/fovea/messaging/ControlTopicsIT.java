package io.fovea.messaging;

import static io.fovea.messaging.Records.bytes;
import static io.fovea.messaging.Records.waitFor;
import static io.fovea.messaging.Records.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.proto.training.v1.OffsetRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlTopicsIT {

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static Map<String, Object> client;
    private static TopicAdmin admin;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder);
        client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        admin = TopicAdmin.of(client);
        admin.ensureControlTopics();
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void shouldCreateTopicsOnceHoweverManyAsk() {
        // When
        IntStream.range(0, 4).parallel().forEach(i -> {
            admin.ensureControlTopics();
            admin.ensurePipelineTopics("shared");
        });

        // Then
        write(kafka.bootstrapServers(), Topics.images("shared"), 0, 100);
        assertThat(admin.ranges(Topics.images("shared")))
                .hasSize(4)
                .allMatch(range -> range.getFrom() == 0)
                .extracting(OffsetRange::getTo)
                .satisfies(ends ->
                        assertThat(ends.stream().mapToLong(end -> end).sum()).isEqualTo(100));
    }

    @Test
    void shouldSayHowFarGroupIsBehind() {
        // Given
        admin.ensurePipelineTopics("behind");
        String topic = Topics.images("behind");
        write(kafka.bootstrapServers(), topic, 0, 30);

        // When
        long lag = admin.lag("nobody", List.of(topic, Topics.images("not-there")));

        // Then
        assertThat(lag).isEqualTo(30);
    }

    @Test
    void shouldFollowTableWithRemovals() {
        // Given
        try (ControlProducer producer = ControlProducer.of(client)) {
            producer.send(Topics.PIPELINES, "digits", pipeline("digits", "1"));
            producer.send(Topics.PIPELINES, "tiles", pipeline("tiles", "1"));
            producer.send(Topics.PIPELINES, "digits", pipeline("digits", "2"));

            try (var table = TopicTable.follow(client, Topics.PIPELINES, Pipeline::parseFrom)) {
                var changes = new ConcurrentHashMap<String, Optional<Pipeline>>();
                table.catchUp();
                table.onChange(changes::put);
                assertThat(table.get("digits")).map(Pipeline::getVersion).contains("2");
                assertThat(table.snapshot()).containsOnlyKeys("digits", "tiles");

                // When
                producer.send(Topics.PIPELINES, "tiles", null);
                table.catchUp();

                // Then
                assertThat(table.snapshot()).containsOnlyKeys("digits");
                assertThat(changes).containsOnlyKeys("tiles").containsEntry("tiles", Optional.empty());
            }
        }
    }

    @Test
    void shouldKeepValueWhenNextOneCannotBeRead() throws Exception {
        // Given
        admin.ensureTopic("fovea.broken");
        try (ControlProducer producer = ControlProducer.of(client);
                var raw = Records.producer(kafka.bootstrapServers());
                var table = TopicTable.follow(client, "fovea.broken", Pipeline::parseFrom)) {
            producer.send("fovea.broken", "digits", pipeline("digits", "1"));

            // When
            raw.send(new ProducerRecord<>("fovea.broken", bytes("digits"), new byte[] {1, 2, 3}))
                    .get();
            table.catchUp();

            // Then
            assertThat(table.get("digits")).map(Pipeline::getVersion).contains("1");
        }
    }

    @Test
    void shouldFollowTopicThatIsCreatedLater() {
        // Given
        try (ControlProducer producer = ControlProducer.of(client);
                var table = TopicTable.follow(client, "fovea.later", Pipeline::parseFrom)) {

            // When
            admin.ensureTopic("fovea.later");
            producer.send("fovea.later", "digits", pipeline("digits", "1"));

            // Then
            waitFor(() -> table.get("digits").isPresent());
        }
    }

    private static Pipeline pipeline(String name, String version) {
        return Pipeline.newBuilder().setName(name).setVersion(version).build();
    }
}
