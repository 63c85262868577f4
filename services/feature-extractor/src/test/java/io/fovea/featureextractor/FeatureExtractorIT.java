package io.fovea.featureextractor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.testing.StreamClient;
import io.fovea.testing.TinyModels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples go in and features come out, over a real broker, with real networks. */
@QuarkusTest
@QuarkusTestResource(EmbeddedBroker.class)
class FeatureExtractorIT {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "fovea.storage")
    URI storage;

    @TempDir
    Path folder;

    private StreamClient stream;
    private ModelRegistry registry;
    private TinyModels tiny;

    @BeforeEach
    void connect() {
        stream = new StreamClient(bootstrapServers);
        registry = new ModelRegistry(Map.of("bootstrap.servers", bootstrapServers), ArtefactStore.open(storage));
        tiny = new TinyModels(registry, folder);
    }

    @AfterEach
    void disconnect() {
        registry.close();
        stream.close();
    }

    @Test
    void shouldMakeFeaturesOfEachExampleOnceAndDeadLetterABadOneAlone() throws InvalidProtocolBufferException {
        // Given
        apply("birds", "eyes");
        tiny.promote(tiny.images("eyes", 4, 1));
        byte[] truncated = Arrays.copyOf(example("cut", 4), 20);

        // When
        for (int i = 0; i < 300; i++) {
            stream.send(Topics.examples("birds"), "id-" + i, example("id-" + i, 4));
        }
        stream.send(Topics.examples("birds"), "cut", truncated);
        stream.send(Topics.examples("birds"), "wide", example("wide", 5));
        stream.flush();

        // Then
        List<ConsumerRecord<byte[], byte[]>> features = stream.read(Topics.features("birds"), 300);
        assertThat(features).hasSize(300);
        assertThat(features).extracting(FeatureExtractorIT::key).doesNotHaveDuplicates();
        assertThat(Example.parseFrom(features.get(0).value()).getBackbone().getId())
                .isEqualTo("eyes/1");
        Map<String, ConsumerRecord<byte[], byte[]>> deadLetters = stream.read(Topics.deadLetters("birds"), 2).stream()
                .collect(Collectors.toMap(FeatureExtractorIT::key, record -> record));
        assertThat(deadLetters).containsOnlyKeys("cut", "wide");
        assertThat(deadLetters.get("cut").value()).isEqualTo(truncated);
        assertThat(new String(
                        deadLetters
                                .get("wide")
                                .headers()
                                .lastHeader("dead-letter-reason")
                                .value(),
                        UTF_8))
                .startsWith("SHAPE_MISMATCH: ");
    }

    @Test
    void shouldStayWithItsBackboneUntilItsOwnAliasMoves() throws InvalidProtocolBufferException {
        // Given
        apply("cats", "whiskers");
        stream.send(Topics.examples("cats"), "before", example("before", 4)); // waits for the backbone
        stream.flush();
        tiny.promote(tiny.images("whiskers", 4, 1));
        assertThat(stream.read(Topics.features("cats"), 1)).hasSize(1);

        // When
        tiny.promote(tiny.images("whiskers", 4, 2));
        stream.send(Topics.examples("cats"), "bound", example("bound", 4));
        stream.flush();
        stream.read(Topics.features("cats"), 2);
        registry.move("whiskers", "for-cats", "2", "test", "better whiskers");

        // Then
        assertThat(backbone("bound")).isEqualTo("whiskers/1");
        awaitBackbone("whiskers/2");
    }

    /** Sends until an example comes out of that backbone: a switch takes a moment. */
    private void awaitBackbone(String backbone) throws InvalidProtocolBufferException {
        String last = "";
        for (int i = 0; i < 10 && !last.equals(backbone); i++) {
            stream.send(Topics.examples("cats"), "next-" + i, example("next-" + i, 4));
            stream.flush();
            stream.read(Topics.features("cats"), 3 + i);
            last = backbone("next-" + i);
        }
        assertThat(last).isEqualTo(backbone);
    }

    private String backbone(String key) throws InvalidProtocolBufferException {
        ConsumerRecord<byte[], byte[]> features = stream.read(Topics.features("cats"), 0).stream()
                .filter(record -> key(record).equals(key))
                .findFirst()
                .orElseThrow();
        return Example.parseFrom(features.value()).getBackbone().getId();
    }

    private void apply(String pipeline, String backbone) {
        stream.apply("""
                pipeline: %s
                input: {kind: image, channels: 1, size: [4, 4]}
                model: {backbone: {model: %s, layer: hidden}, classes: 2}
                """.formatted(pipeline, backbone));
    }

    private static byte[] example(String id, int side) {
        return Example.newBuilder()
                .setId(id)
                .addInputs(TensorCodec.uint8("image", new long[] {side, side, 1}, new byte[side * side]))
                .build()
                .toByteArray();
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }
}
