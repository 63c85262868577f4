package io.fovea.ingestion.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.ingestion.Pictures;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.ArtefactStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final InMemoryTopics topics = new InMemoryTopics();
    private ImageEvents events;
    private EventLog<ImageRecord> log;

    @BeforeEach
    void open(@TempDir Path folder) {
        events = new ImageEvents(
                new ClaimChecks(ArtefactStore.open(folder.toUri())),
                Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC));
        log = EventLog.ofImages(topics, topics, events);
    }

    @Test
    void shouldPublishAnImageAsACloudEventKeyedByItsId() {
        // When
        int published = log.append("digits", List.of(image(1)), Optional.of(TRACE));

        // Then
        assertThat(published).isEqualTo(1);
        ProducerRecord<byte[], byte[]> record = topics.committed.get(0);
        assertThat(record.topic()).isEqualTo("fovea.images.digits");
        assertThat(record.key()).asString(UTF_8).isEqualTo("id-1");
        assertThat(InMemoryTopics.image(record)).isEqualTo(image(1));
        assertThat(header(record, "ce_type")).isEqualTo("io.fovea.image.v1.ImageRecord");
        assertThat(header(record, "ce_source")).isEqualTo("/fovea/ingestion/digits");
        assertThat(header(record, "ce_time")).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(header(record, "ce_id")).matches("[0-9a-f]{32}");
        assertThat(header(record, "traceparent")).isEqualTo(TRACE);
    }

    @Test
    void shouldLeaveOutATraceThatIsNone() {
        // When
        log.append("digits", List.of(image(1)), Optional.of("nonsense"));

        // Then
        assertThat(topics.committed.get(0).headers().lastHeader("traceparent")).isNull();
    }

    @Test
    void shouldPublishNoImageTwice() {
        // Given
        log.append("digits", List.of(image(1), image(2), image(1)), Optional.empty());

        // When
        int published = log.append("digits", List.of(image(2), image(3)), Optional.empty());

        // Then
        assertThat(published).isEqualTo(1);
        assertThat(topics.committed).extracting(InMemoryTopics::image).containsExactly(image(1), image(2), image(3));
        assertThat(log.size()).isEqualTo(3);
    }

    @Test
    void shouldTellImagesApartByLabelsAndSplitAndPipeline() {
        // Given
        ImageRecord labelled = image(1).toBuilder().setLabel("7").build();
        ImageRecord tested = labelled.toBuilder().setSplit(Split.SPLIT_TEST).build();
        ImageRecord unnamed = image(1).toBuilder().setLabel("").build();
        ImageRecord sequence =
                image(1).toBuilder().addSequence("1").addSequence("9").build();
        ImageRecord other = image(1).toBuilder().addSequence("19").build();

        // When
        int published = log.append(
                "digits", List.of(image(1), labelled, tested, unnamed, sequence, other, sequence), Optional.empty());
        int elsewhere = log.append("letters", List.of(image(1)), Optional.empty());

        // Then
        assertThat(published).isEqualTo(6);
        assertThat(elsewhere).isEqualTo(1);
    }

    @Test
    void shouldKnowAfterARestartWhatItPublishedBefore() {
        // Given
        log.append("digits", List.of(image(1)), Optional.empty());
        var restarted = EventLog.ofImages(topics, topics, events);

        // When
        int published = restarted.append("digits", List.of(image(1), image(2)), Optional.empty());

        // Then
        assertThat(published).isEqualTo(1);
        assertThat(topics.committed).hasSize(2);
    }

    @Test
    void shouldReadTheTopicAgainWhenTheAnswerToACommitWasLost() {
        // Given
        topics.losesAnswers = true;
        assertThatThrownBy(() -> log.append("digits", List.of(image(1)), Optional.empty()))
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("no image will be taken twice");
        topics.losesAnswers = false;

        // When
        int published = log.append("digits", List.of(image(1)), Optional.empty());

        // Then
        assertThat(published).isZero();
        assertThat(topics.committed).hasSize(1);
    }

    @Test
    void shouldReadTheTopicOnceWhileNothingFails() {
        // When
        log.append("digits", List.of(image(1)), Optional.empty());
        log.append("digits", List.of(image(2)), Optional.empty());

        // Then
        assertThat(topics.reads).isEqualTo(1);
    }

    @Test
    void shouldPublishAfterAnOutage() {
        // Given
        topics.isAway = true;
        assertThatThrownBy(() -> log.append("digits", List.of(image(1)), Optional.empty()))
                .isInstanceOf(BrokerUnavailableException.class);
        topics.isAway = false;

        // When
        int published = log.append("digits", List.of(image(1)), Optional.empty());

        // Then
        assertThat(published).isEqualTo(1);
    }

    private static ImageRecord image(int number) {
        return Pictures.record(number).toBuilder().setId("id-" + number).build();
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        Headers headers = record.headers();
        return new String(headers.lastHeader(name).value(), UTF_8);
    }
}
