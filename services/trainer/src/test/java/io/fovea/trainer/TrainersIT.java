package io.fovea.trainer;

import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_COMPLETED;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_EPOCH;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_FAILED;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.proto.training.v1.TrainingJob;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.trainer.examples.KafkaRecordSource;
import io.fovea.trainer.jobs.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainers as processes of their own, on the embedded broker. */
@Timeout(480)
class TrainersIT {
    private static final int RECORDS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    Path folder;

    private EmbeddedKafka kafka;
    private ControlProducer producer;
    private TopicAdmin admin;
    private TrainingEvents events;

    @BeforeEach
    void start() {
        assumeThat(TrainerProcess.isBuilt())
                .as("the runner, which mvn package builds")
                .isTrue();
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        producer = ControlProducer.of(clientProperties());
        admin = TopicAdmin.of(clientProperties());
        admin.ensureControlTopics();
        admin.ensurePipelineTopics(Stripes.PIPELINE);
        Stripes.examples(RECORDS).forEach(this::send);
        events = new TrainingEvents(clientProperties());
    }

    @AfterEach
    void stop() {
        if (kafka != null) {
            events.close();
            admin.close();
            producer.close();
            kafka.close();
        }
    }

    @Test
    void shouldHandAJobOnWhenATrainerJoinsAndWhenOneIsKilled() throws Exception {
        try (TrainerProcess a = trainer("a")) {
            // Given
            submit(job("job-1", 80));
            events.await(PATIENCE, event -> event.getState() == TRAINING_STATE_EPOCH && event.getEpoch() >= 2);
            try (TrainerProcess b = trainer("b")) {
                TrainingEvent late = events.await(
                        PATIENCE, event -> event.getState() == TRAINING_STATE_EPOCH && event.getEpoch() >= 50);

                // When
                (late.getTrainer().equals("a") ? a : b).kill();
                TrainingEvent completed = events.await(PATIENCE, event -> event.getState() == TRAINING_STATE_COMPLETED);

                // Then
                assertThat(completed.getTrainer()).isNotEqualTo(late.getTrainer());
                assertThat(events.seen("job-1", TRAINING_STATE_STARTED))
                        .last()
                        .satisfies(started -> assertThat(started.getEpoch()).isGreaterThanOrEqualTo(50));
                assertThat(events.seen("job-1", TRAINING_STATE_EPOCH))
                        .extracting(TrainingEvent::getEpoch)
                        .as("no epoch twice: never two trainers at once")
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .endsWith(80);
                assertThat(weights("1")).isEqualTo(weightsOfAnUnbrokenRun(80));
            }
        }
    }

    @Test
    void shouldSetBadRecordsAsideOnceAndGoOn() throws Exception {
        // Given
        Example good = Stripes.examples(1).get(0);
        send(good.toBuilder()
                .setId("bad-label")
                .clearLabels()
                .addLabels(Stripes.label(3))
                .build());
        send(good.toBuilder().setId("bad-input").clearInputs().build());
        producer.send(
                new ProducerRecord<>(Topics.TRAINING_JOBS, 0, "job-0".getBytes(UTF_8), new byte[] {(byte) 0xff, 1}));
        submit(job("job-1", 1));
        submit(job("job-2", 1));

        // When
        try (TrainerProcess trainer = trainer("a")) {
            events.await(
                    PATIENCE,
                    () -> events.seen("job-0", TRAINING_STATE_FAILED).size() == 1
                            && events.seen("job-1", TRAINING_STATE_COMPLETED).size() == 1
                            && events.seen("job-2", TRAINING_STATE_COMPLETED).size() == 1);
            awaitNoLag();
            assertThat(trainer.stop(10)).as("stopped within 10 s").isTrue();
        }

        // Then
        assertThat(deadLetterReasons())
                .hasSize(2)
                .anyMatch(reason -> reason.startsWith("UNKNOWN_LABEL: "))
                .anyMatch(reason -> reason.startsWith("MALFORMED_TENSOR: "));
        assertThat(weights("1")).isEqualTo(weights("2"));
    }

    private TrainerProcess trainer(String instance) throws Exception {
        return TrainerProcess.start(
                instance,
                kafka.bootstrapServers(),
                folder.resolve("storage"),
                Path.of("target", "trainer-" + instance + ".log"));
    }

    private void send(Example example) {
        producer.send(Topics.examples(Stripes.PIPELINE), example.getId(), example);
    }

    private void submit(TrainingJob job) {
        producer.send(Topics.TRAINING_JOBS, job.getId(), job);
    }

    private TrainingJob job(String id, int epochs) {
        return Stripes.job(id, Stripes.file(epochs), 0).toBuilder()
                .clearExamples()
                .addAllExamples(admin.ranges(Topics.examples(Stripes.PIPELINE)))
                .build();
    }

    private void awaitNoLag() throws InterruptedException {
        while (admin.lag("trainer", List.of(Topics.TRAINING_JOBS)) > 0) {
            Thread.sleep(50);
        }
    }

    private List<String> deadLetterReasons() {
        List<String> reasons = new ArrayList<>();
        new KafkaRecordSource(clientProperties(), Duration.ofSeconds(10))
                .read(
                        admin.ranges(Topics.deadLetters(Stripes.PIPELINE)),
                        new Stop(),
                        letter -> reasons.add(header(letter, "dead-letter-reason")));
        return reasons;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String key) {
        return new String(record.headers().lastHeader(key).value(), UTF_8);
    }

    private String weights(String version) {
        ArtefactStore store = ArtefactStore.open(folder.resolve("storage").toUri());
        try (ModelRegistry registry = new ModelRegistry(clientProperties(), store)) {
            registry.catchUp();
            return registry.manifest(registry.resolve(Stripes.PIPELINE, version).orElseThrow())
                    .weightsSha256();
        }
    }

    private String weightsOfAnUnbrokenRun(int epochs) throws Exception {
        try (Workplace work = new Workplace(Files.createDirectories(folder.resolve("unbroken")))) {
            work.add(Stripes.examples(RECORDS));
            work.trainer("unbroken").train(Stripes.job("job-1", Stripes.file(epochs), RECORDS), new Stop());
            return work.registry
                    .manifest(work.registry.resolve(Stripes.PIPELINE, "1").orElseThrow())
                    .weightsSha256();
        }
    }

    private Map<String, Object> clientProperties() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
