package io.fovea.predictor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.proto.label.v1.Quality;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.registry.ModelRegistry;
import io.fovea.tensorcodec.TensorCodec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Examples go in and predictions come out, over a real broker, with real networks. */
@QuarkusTest
@QuarkusTestResource(EmbeddedBroker.class)
class PredictorIT extends ServingStand {

    @TestHTTPResource("/q/health/ready")
    URI ready;

    @Test
    void shouldAnswerEachExampleOnceAndDeadLetterABadOneAlone() {
        // Given
        apply("mixed");
        tiny.promote(tiny.images("mixed", 4, 1));
        byte[] truncated = Arrays.copyOf(example("cut", 4, 0), 20);
        byte[] tooLarge = example("wide", 5, 0);

        // When
        for (int i = 0; i < 300; i++) {
            stream.send(Topics.examples("mixed"), "id-" + i, example("id-" + i, 4, i));
            if (i == 100) {
                stream.send(Topics.examples("mixed"), "cut", truncated);
                stream.send(Topics.examples("mixed"), "wide", tooLarge);
            }
        }
        stream.flush();

        // Then
        List<ConsumerRecord<byte[], byte[]>> predictions = stream.read(Topics.predictions("mixed"), 300);
        assertThat(predictions).hasSize(300);
        assertThat(predictions).extracting(PredictorIT::key).doesNotHaveDuplicates();
        Map<String, ConsumerRecord<byte[], byte[]>> deadLetters = stream.read(Topics.deadLetters("mixed"), 2).stream()
                .collect(Collectors.toMap(PredictorIT::key, record -> record));
        assertThat(deadLetters).containsOnlyKeys("cut", "wide");
        assertThat(deadLetters.get("cut").value()).isEqualTo(truncated);
        assertThat(header(deadLetters.get("cut"), "dead-letter-reason")).startsWith("MALFORMED_RECORD: ");
        assertThat(deadLetters.get("wide").value()).isEqualTo(tooLarge);
        assertThat(header(deadLetters.get("wide"), "dead-letter-reason"))
                .startsWith("SHAPE_MISMATCH: ")
                .contains("[4, 4, 1]", "[5, 5, 1]");
        assertThat(header(deadLetters.get("wide"), "dead-letter-topic")).isEqualTo("fovea.examples.mixed");
        assertThat(header(deadLetters.get("wide"), "dead-letter-service")).isEqualTo("predictor");
    }

    /** SmallRye reads such headers while it polls, where a failure comes again with every poll. */
    @Test
    void shouldAnswerRecordsThatOnlyLookLikeCloudEvents() {
        // Given
        apply("posing");
        tiny.promote(tiny.images("posing", 4, 1));
        Header structured = new RecordHeader("content-type", "application/cloudevents+json".getBytes(UTF_8));
        Header empty = new RecordHeader("ce_id", null);

        // When
        stream.send(Topics.examples("posing"), "structured", example("structured", 4, 0), structured);
        stream.send(Topics.examples("posing"), "empty", example("empty", 4, 0), empty);
        stream.flush();

        // Then
        assertThat(stream.read(Topics.predictions("posing"), 2))
                .extracting(PredictorIT::key)
                .containsExactlyInAnyOrder("structured", "empty");
    }

    @Test
    void shouldAnswerWhatCameBeforeTheModelWhileOthersGoOn() {
        // Given
        apply("early");
        apply("prompt");
        tiny.promote(tiny.images("prompt", 4, 1));
        for (int i = 0; i < 50; i++) {
            stream.send(Topics.examples("early"), "id-" + i, example("id-" + i, 4, i));
            stream.send(Topics.examples("prompt"), "id-" + i, example("id-" + i, 4, i));
        }
        stream.flush();
        assertThat(stream.read(Topics.predictions("prompt"), 50)).hasSize(50);
        assertThat(stream.read(Topics.predictions("early"), 0)).isEmpty();

        // When
        tiny.promote(tiny.images("early", 4, 1));

        // Then
        List<ConsumerRecord<byte[], byte[]>> predictions = stream.read(Topics.predictions("early"), 50);
        assertThat(predictions).hasSize(50);
        assertThat(predictions).extracting(PredictorIT::key).doesNotHaveDuplicates();
    }

    @Test
    void shouldSwapModelsWhileRecordsFlow() throws InvalidProtocolBufferException {
        // Given
        apply("swap");
        ModelVersion first = tiny.images("swap", 4, 1);
        ModelVersion second = tiny.images("swap", 4, 2);
        tiny.promote(first);
        stream.send(Topics.examples("swap"), "key-0", example("key-0", 4, 0));
        stream.flush();
        assertThat(stream.read(Topics.predictions("swap"), 1)).hasSize(1);

        // When
        int sent = 6000;
        for (int i = 1; i < sent; i++) {
            stream.send(Topics.examples("swap"), "key-" + i % 40, example("key-" + i % 40, 4, i));
            if (i % 1500 == 0) {
                tiny.promote(i % 3000 == 0 ? first : second);
            }
            if (i % 10 == 0) {
                LockSupport.parkNanos(5_000_000); // about 2,000 records/s, so that swaps come amid them
            }
        }
        stream.flush();

        // Then
        List<ConsumerRecord<byte[], byte[]>> records = stream.read(Topics.predictions("swap"), sent);
        assertThat(records).hasSize(sent);
        Map<String, Long> latest = new HashMap<>();
        Map<String, Integer> versions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Prediction prediction = Prediction.parseFrom(record.value());
            versions.merge(prediction.getModelVersion(), 1, Integer::sum);
            Long before = latest.put(key(record), prediction.getEventTimeMillis());
            assertThat(before == null ? -1 : before)
                    .as("sequence of %s", key(record))
                    .isLessThan(prediction.getEventTimeMillis());
        }
        assertThat(versions).containsOnlyKeys("1", "2");
    }

    @Test
    void shouldLetACanaryAnswerItsKeysAndAShadowAside() throws Exception {
        // Given
        apply("trial");
        tiny.promote(tiny.images("trial", 4, 1));
        String canary = tiny.images("trial", 4, 2).getVersion();
        String shadow = tiny.images("trial", 4, 3).getVersion();
        registry.move("trial", ModelRegistry.CANARY, canary, 0.3, "test", "");
        registry.move("trial", ModelRegistry.SHADOW, shadow, 1, "test", "");
        awaitHealth("\"trial@canary\": \"SERVING: trial/2\"");
        awaitHealth("\"trial@shadow\": \"SERVING: trial/3\"");

        // When
        int sent = 400;
        for (int i = 0; i < sent; i++) {
            stream.send(Topics.examples("trial"), "key-" + i % 100, example("id-" + i, 4, i));
        }
        stream.flush();

        // Then
        Map<String, String> versions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : stream.read(Topics.predictions("trial"), sent)) {
            Prediction prediction = Prediction.parseFrom(record.value());
            String before = versions.put(key(record), prediction.getModelVersion());
            assertThat(before).as("version of %s", key(record)).isIn(null, prediction.getModelVersion());
        }
        assertThat(versions).hasSize(100);
        assertThat(Collections.frequency(versions.values(), "2")).isBetween(15, 45);
        assertThat(Collections.frequency(versions.values(), "1")).isBetween(55, 85);
        List<ConsumerRecord<byte[], byte[]>> aside = stream.read(Topics.shadowPredictions("trial"), sent);
        assertThat(aside).hasSize(sent);
        assertThat(Prediction.parseFrom(aside.get(0).value()).getModelVersion()).isEqualTo("3");
        await(() -> registry.trial("trial", ModelRegistry.SHADOW).orElseThrow().answers() == sent);
        assertThat(registry.trial("trial", ModelRegistry.CANARY).orElseThrow().answers())
                .isBetween(60L, 180L);
        assertThat(registry.trial("trial", ModelRegistry.SHADOW).orElseThrow().figures())
                .containsKeys("agreement", "p99", "live_p99");
    }

    private void awaitHealth(String text) throws Exception {
        await(() -> {
            try {
                return HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString())
                        .body()
                        .contains(text);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void shouldSayHowItsModelsStand() throws IOException, InterruptedException {
        // Given
        apply("health");
        tiny.promote(tiny.images("health", 4, 1));
        stream.send(Topics.examples("health"), "id", example("id", 4, 0));
        stream.read(Topics.predictions("health"), 1);

        // When
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(response.body()).contains("predictor-models", "\"health\": \"SERVING: health/1\"");
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldSayHowRightAVersionWasOnceLabelsCome() throws InvalidProtocolBufferException {
        // Given: every picture is the same, so its answer is too
        stream.apply("""
                pipeline: late
                input: {kind: image, channels: 1, size: [4, 4]}
                model: {architecture: ffnn, classes: 2}
                serve: {labels: {window: 8}}
                """);
        tiny.promote(tiny.images("late", 4, 1));
        for (int i = 0; i < 10; i++) {
            stream.send(Topics.examples("late"), "id-" + i, example("id-" + i, 4, i));
        }
        stream.flush();
        List<ConsumerRecord<byte[], byte[]>> predictions = stream.read(Topics.predictions("late"), 10);
        String right =
                Prediction.parseFrom(predictions.get(0).value()).getTop(0).getLabel();

        // When: of the newest eight, every other label is right
        for (int i = 0; i < 10; i++) {
            String label = i % 2 == 0 ? right : "something else";
            stream.send(
                    Topics.labels("late"),
                    "id-" + i,
                    DelayedLabel.newBuilder()
                            .setId("id-" + i)
                            .setLabel(label)
                            .build()
                            .toByteArray());
        }
        stream.flush();

        // Then
        assertThat(stream.read(Topics.outcomes("late"), 10)).hasSize(10);
        Quality newest;
        int told = 1;
        do { // it is told each second, so the ten may be spread over two
            List<ConsumerRecord<byte[], byte[]>> all = stream.read(Topics.quality("late"), told);
            assertThat(all).hasSizeGreaterThanOrEqualTo(told);
            newest = Quality.parseFrom(all.get(all.size() - 1).value());
            told = all.size() + 1;
        } while (newest.getOutcomes() < 8);
        assertThat(newest.getModelVersion()).isEqualTo("1");
        assertThat(newest.getWindow()).isEqualTo(8);
        assertThat(newest.getAccuracy()).isBetween(0.3, 0.7);
    }

    private void apply(String pipeline) {
        stream.apply("""
                pipeline: %s
                input: {kind: image, channels: 1, size: [4, 4]}
                model: {architecture: ffnn, classes: 2}
                """.formatted(pipeline));
    }

    private static byte[] example(String id, int side, long sequence) {
        return Example.newBuilder()
                .setId(id)
                .addInputs(TensorCodec.uint8("image", new long[] {side, side, 1}, new byte[side * side]))
                .setEventTimeMillis(sequence)
                .build()
                .toByteArray();
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
