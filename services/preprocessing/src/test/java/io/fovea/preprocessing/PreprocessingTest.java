package io.fovea.preprocessing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.preprocessing.content.EncodedImages;
import io.fovea.preprocessing.example.ExampleMaker;
import io.fovea.proto.example.v1.Example;
import io.fovea.registry.ArtefactStore;
import io.fovea.testing.RecordedOutput;
import io.fovea.transforms.ImageDecoder;
import io.fovea.transforms.ImageLimits;
import io.fovea.transforms.PictureTransform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessingTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    private final PictureTransform transform = new PictureTransform(decoder);
    private final OrderedWork work = new OrderedWork(2);
    private final KnownPipelines pipelines = new KnownPipelines();
    private final Outputs outputs = new Outputs();
    private Preprocessing preprocessing;

    @BeforeEach
    void open(@TempDir Path folder) {
        var images = new EncodedImages(ArtefactStore.open(folder.toUri()), 1 << 20);
        preprocessing = new Preprocessing(pipelines, new ExampleEvents(new ExampleMaker(images, transform)), work);
        pipelines.applied.put("digits", Pictures.digits());
    }

    @AfterEach
    void close() {
        work.close();
        transform.close();
        decoder.close();
    }

    @Test
    void shouldMakeExamplesInTheOrderOfTheImages() throws Exception {
        // Given
        List<ConsumerRecord<byte[], byte[]>> images = IntStream.range(0, 150)
                .mapToObj(i -> record("digits", i, Pictures.record(i).toByteArray()))
                .toList();

        // When
        preprocessing.process(images, outputs);

        // Then
        assertThat(outputs.rejected()).isEmpty();
        assertThat(outputs.sent()).extracting(ProducerRecord::topic).containsOnly("fovea.examples.digits");
        assertThat(outputs.sent())
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactlyElementsOf(
                        IntStream.range(0, 150).mapToObj(i -> "id-" + i).toList());
        for (int i = 0; i < 150; i++) {
            assertThat(example(outputs.sent().get(i))
                            .getInputs(0)
                            .getRawContents()
                            .toByteArray())
                    .isEqualTo(Pictures.pixels(i));
        }
    }

    @Test
    void shouldRejectABadRecordByItselfAndGoOn() {
        // Given
        byte[] whole = Pictures.record(1).toByteArray();
        byte[] truncated = Arrays.copyOf(whole, whole.length - 5);

        // When
        preprocessing.process(
                List.of(
                        record("digits", 0, truncated),
                        record("digits", 1, whole),
                        record("ghosts", 2, whole),
                        record("digits", 3, null),
                        record("digits", 4, whole)),
                outputs);

        // Then
        assertThat(outputs.sent()).hasSize(2);
        assertThat(outputs.rejected().keySet()).containsExactlyInAnyOrder(0L, 2L, 3L);
        assertThat(outputs.rejected().get(0L).reason()).startsWith("MALFORMED_RECORD: ");
        assertThat(outputs.rejected().get(2L).reason())
                .isEqualTo("UNKNOWN_PIPELINE: There is no pipeline ghosts. Maybe it was not applied yet.");
        assertThat(outputs.rejected().get(3L).reason()).startsWith("MALFORMED_RECORD: ");
    }

    @Test
    void shouldSeeAPipelineThatWasAppliedAMomentAgo() {
        // Given
        pipelines.appliedAMomentAgo.put("letters", Pictures.digits());

        // When
        preprocessing.process(List.of(record("letters", 0, Pictures.record(1).toByteArray())), outputs);

        // Then
        assertThat(outputs.rejected()).isEmpty();
        assertThat(outputs.sent()).hasSize(1);
    }

    @Test
    void shouldAskOnceForUnknownPipelines() {
        // Given
        byte[] image = Pictures.record(1).toByteArray();

        // When
        preprocessing.process(List.of(record("ghosts", 0, image), record("spirits", 1, image)), outputs);

        // Then
        assertThat(pipelines.timesCaughtUp).isEqualTo(1);
        assertThat(outputs.rejected()).hasSize(2);
    }

    @Test
    void shouldUseTheNewestVersionOfAPipeline() throws Exception {
        // Given
        byte[] cat = Pictures.record(1).toBuilder().setLabel("cat").build().toByteArray();
        preprocessing.process(List.of(record("digits", 0, cat)), outputs);
        PipelineSpec newer = PipelineSpec.parse(Pictures.yaml("digits", "[dog, cat]"));
        pipelines.applied.put("digits", newer);

        // When
        preprocessing.process(List.of(record("digits", 1, cat)), outputs);

        // Then
        assertThat(outputs.rejected().get(0L).reason()).startsWith("UNKNOWN_LABEL: ");
        assertThat(example(outputs.sent().get(0)).getPipelineVersion()).isEqualTo(newer.version());
    }

    @Test
    void shouldCarryOnEventTimeAndTrace() throws Exception {
        // Given
        ConsumerRecord<byte[], byte[]> image =
                record("digits", 7, Pictures.record(1).toByteArray());
        image.headers().add("ce_time", "2026-01-02T03:04:05.678Z".getBytes(UTF_8));
        image.headers().add("traceparent", TRACE.getBytes(UTF_8));

        // When
        preprocessing.process(List.of(image), outputs);

        // Then
        ProducerRecord<byte[], byte[]> sent = outputs.sent().get(0);
        assertThat(example(sent).getEventTimeMillis())
                .isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli());
        assertThat(header(sent, "ce_time")).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(header(sent, "ce_id")).isEqualTo("fovea.images.digits/0/7");
        assertThat(header(sent, "ce_type")).isEqualTo("io.fovea.example.v1.Example");
        assertThat(header(sent, "traceparent")).isEqualTo(TRACE);
    }

    @Test
    void shouldTakeTheRecordsTimeWhereTheEventHasNone() throws Exception {
        // Given
        ConsumerRecord<byte[], byte[]> without =
                record("digits", 1, Pictures.record(1).toByteArray());
        ConsumerRecord<byte[], byte[]> unreadable =
                record("digits", 2, Pictures.record(2).toByteArray());
        unreadable.headers().add("ce_time", "yesterday".getBytes(UTF_8));

        // When
        preprocessing.process(List.of(without, unreadable), outputs);

        // Then
        assertThat(example(outputs.sent().get(0)).getEventTimeMillis()).isEqualTo(without.timestamp());
        assertThat(example(outputs.sent().get(1)).getEventTimeMillis()).isEqualTo(unreadable.timestamp());
    }

    @Test
    void shouldRejectAnImageWhoseExampleATopicDoesNotTake() {
        // Given
        outputs.takesNothing = true;

        // When
        preprocessing.process(List.of(record("digits", 1, Pictures.record(1).toByteArray())), outputs);

        // Then
        assertThat(outputs.rejected().get(1L).reason()).startsWith("RECORD_TOO_LARGE: ");
    }

    @Test
    void shouldLeaveAnOutageToTheNextAttempt() {
        // Given
        pipelines.isAway = true;

        // When, Then
        assertThatThrownBy(() -> preprocessing.process(
                        List.of(record("digits", 1, Pictures.record(1).toByteArray())), outputs))
                .isInstanceOf(IllegalStateException.class);
        assertThat(outputs.rejected()).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> record(String pipeline, long offset, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "fovea.images." + pipeline,
                0,
                offset,
                1_000 + offset,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[] {1},
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static Example example(ProducerRecord<byte[], byte[]> record) throws Exception {
        return Example.parseFrom(record.value());
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static final class KnownPipelines implements Pipelines {
        private final Map<String, PipelineSpec> applied = new HashMap<>();
        private final Map<String, PipelineSpec> appliedAMomentAgo = new HashMap<>();
        private boolean isAway;
        private int timesCaughtUp;

        @Override
        public Optional<PipelineSpec> named(String name) {
            if (isAway) {
                throw new IllegalStateException("the broker is away");
            }
            return Optional.ofNullable(applied.get(name));
        }

        @Override
        public void catchUp() {
            timesCaughtUp++;
            applied.putAll(appliedAMomentAgo);
        }
    }

    /** Refuses everything once it takes nothing. */
    private static final class Outputs extends RecordedOutput {
        private boolean takesNothing;

        @Override
        public void send(ProducerRecord<byte[], byte[]> record) {
            if (takesNothing) {
                throw new RejectedException(new Rejection.RecordTooLarge(2, 1));
            }
            super.send(record);
        }
    }
}
