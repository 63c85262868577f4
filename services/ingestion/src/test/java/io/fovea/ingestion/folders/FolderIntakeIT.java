package io.fovea.ingestion.folders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.ingestion.Pictures;
import io.fovea.ingestion.publishing.ClaimChecks;
import io.fovea.ingestion.publishing.EventLog;
import io.fovea.ingestion.publishing.ImageEvents;
import io.fovea.ingestion.publishing.KafkaClients;
import io.fovea.ingestion.publishing.KafkaPublished;
import io.fovea.ingestion.publishing.ProducerTransactions;
import io.fovea.ingestion.publishing.RefusedImage;
import io.fovea.ingestion.submission.IngestionLimits;
import io.fovea.messaging.DeadLetter;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.FolderSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.ArtefactStore;
import io.fovea.testing.CommittedRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a folder into a real broker. */
class FolderIntakeIT {
    private static final int MAX_BYTES = 10_000;

    @TempDir
    private static Path temporary;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(temporary.resolve("kafka"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldPublishEachImageOnceWithTheClassOfItsFolder() throws IOException {
        // Given
        Path folder = temporary.resolve("classes");
        write(folder, "3/a.png", Pictures.png(1));
        write(folder, "3/deeper/same.png", Pictures.png(1));
        write(folder, "7/b.png", Pictures.png(2));
        write(folder, "unlabelled.png", Pictures.png(3));

        // When
        try (var process = new Process()) {
            process.take("classes", folder, true);
            write(folder, "7/again.png", Pictures.png(2));
            process.take("classes", folder, true);
        }

        // Then
        List<ImageRecord> images = images("classes", 3);
        assertThat(images)
                .extracting(image -> image.hasLabel() + image.getLabel() + image.getSource())
                .containsExactlyInAnyOrder("true33/a.png", "true77/b.png", "falseunlabelled.png");
        assertThat(images).extracting(ImageRecord::getMediaType).containsOnly("image/png");
    }

    @Test
    void shouldMakeDeadLettersOfWhatIsNoImageOfThePipeline() throws IOException {
        // Given
        Path folder = temporary.resolve("broken");
        write(folder, "3/good.png", Pictures.png(1));
        write(folder, "3/notes.txt", "no image".getBytes(UTF_8));
        write(folder, "cat/a.png", Pictures.png(2));
        write(folder, "3/large.png", Arrays.copyOf(Pictures.png(3), MAX_BYTES + 1));

        // When
        try (var process = new Process()) {
            process.take("broken", folder, true);
        }

        // Then
        assertThat(images("broken", 1)).extracting(ImageRecord::getSource).containsExactly("3/good.png");
        List<DeadLetter> letters = letters("broken", 3);
        assertThat(letters)
                .extracting(letter -> source(letter) + " " + letter.code())
                .containsExactlyInAnyOrder(
                        "3/notes.txt UNDECODABLE_IMAGE", "cat/a.png UNKNOWN_LABEL", "3/large.png IMAGE_TOO_LARGE");
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.topic()).isEqualTo(Topics.images("broken"));
            assertThat(letter.service()).isEqualTo("ingestion");
            assertThat(letter.original().topic()).isEqualTo(Topics.images("broken"));
        });
        assertThat(letters)
                .filteredOn(letter -> source(letter).equals("3/large.png"))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.reason()).contains("10,001 bytes", "10,000");
                    assertThat(image(letter.record()).getEncoded().isEmpty()).isTrue();
                });
    }

    @Test
    void shouldSendNothingTwiceAfterARestart() throws IOException {
        // Given
        Path folder = temporary.resolve("restart");
        for (int i = 0; i < 20; i++) {
            write(folder, i % 10 + "/" + i + ".png", Pictures.png(i));
        }
        write(folder, "3/notes.txt", "no image".getBytes(UTF_8));
        try (var process = new Process()) {
            process.take("restart", folder, true);
        }

        // When
        write(folder, "4/new.png", Pictures.png(500));
        try (var process = new Process()) {
            process.take("restart", folder, true);
        }

        // Then
        assertThat(images("restart", 21)).hasSize(21);
        assertThat(letters("restart", 1)).hasSize(1);
    }

    private static void write(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static List<ImageRecord> images(String pipeline, int count) {
        return CommittedRecords.read(kafka.bootstrapServers(), Topics.images(pipeline), count).stream()
                .map(FolderIntakeIT::image)
                .toList();
    }

    private static List<DeadLetter> letters(String pipeline, int count) {
        return CommittedRecords.read(kafka.bootstrapServers(), Topics.deadLetters(pipeline), count).stream()
                .map(DeadLetter::of)
                .toList();
    }

    private static String source(DeadLetter letter) {
        return image(letter.record()).getSource();
    }

    private static ImageRecord image(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ImageRecord.parseFrom(record.value());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What one life of ingestion has. */
    private static final class Process implements AutoCloseable {
        private final List<AutoCloseable> open = new ArrayList<>();
        private final FolderIntake intake;
        private final Map<String, WatchedFolder> watched = new HashMap<>();

        private Process() {
            Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
            var images = new KafkaClients(properties, "ingestion-local");
            var letters = new KafkaClients(properties, "ingestion-letters-local");
            var events = new ImageEvents(
                    new ClaimChecks(
                            ArtefactStore.open(temporary.resolve("storage").toUri())),
                    Clock.systemUTC());
            TopicAdmin admin = TopicAdmin.of(images.bounded());
            EventLog<ImageRecord> log = EventLog.ofImages(
                    KafkaPublished.images(admin, images::consumer), new ProducerTransactions(images::producer), events);
            EventLog<RefusedImage> refused = EventLog.ofRefusedImages(
                    KafkaPublished.refusedImages(admin, letters::consumer),
                    new ProducerTransactions(letters::producer),
                    events);
            intake = new FolderIntake(
                    new IngestionLimits(MAX_BYTES, 1_000_000, 100_000, 100), log, refused, new SimpleMeterRegistry());
            open.addAll(List.of(log, refused, admin));
        }

        private void take(String pipeline, Path folder, boolean labelFromFolder) throws IOException {
            intake.take(
                    PipelineSpec.parse(Pictures.yaml(pipeline)),
                    new FolderSpec("any", labelFromFolder),
                    watched.computeIfAbsent(pipeline, name -> new WatchedFolder(folder, Duration.ofSeconds(2))),
                    Instant.now().plusSeconds(10));
        }

        @Override
        public void close() {
            for (AutoCloseable one : open) {
                try {
                    one.close();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
