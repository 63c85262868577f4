package io.fovea.trainer.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.TopicTable;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.drift.v1.Drift;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.proto.model.v1.ModelRecord;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.proto.training.v1.TrainingJob;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DriftListenerIT {

    private static final String PIPELINE = """
            pipeline: digits
            input: {channels: 1, size: [28, 28]}
            model: {architecture: lenet5, classes: 10}
            serve: {drift: {window: 100, retrain: {after: 3, pause: %s}}}
            """;

    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;
    private Map<String, Object> client;
    private ControlProducer producer;
    private ModelRegistry registry;
    private TopicTable<TrainingJob> jobs;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (TopicAdmin admin = TopicAdmin.of(client)) {
            admin.ensureControlTopics();
            admin.ensurePipelineTopics("digits");
            admin.ensureDriftTopic("digits");
        }
        producer = ControlProducer.of(client);
        registry = new ModelRegistry(
                client, ArtefactStore.open(folder.resolve("storage").toUri()));
        jobs = TopicTable.follow(client, Topics.TRAINING_JOBS, TrainingJob::parseFrom);
        live("1");
    }

    @AfterEach
    void stop() {
        jobs.close();
        registry.close();
        producer.close();
        kafka.close();
    }

    @Test
    void shouldAskForATrainingWhereThereIsSomethingNew() throws InterruptedException {
        PipelineSpec pipeline = apply("0s");
        try (var retraining = new Retraining(client, registry, producer, "test");
                DriftListener listener = DriftListener.start(client, retraining)) {
            // Given
            example();

            // When
            drift("1", 1, 2, 3);

            // Then
            TrainingJob job = await("digits-drift-180000");
            assertThat(job.getExamplesList()).singleElement().satisfies(range -> {
                assertThat(range.getTopic()).isEqualTo(Topics.examples("digits"));
                assertThat(range.getTo() - range.getFrom()).isEqualTo(1);
            });
            assertThat(job.getPipelineVersion()).isEqualTo(pipeline.version());
            assertThat(job.getCodeVersion()).isEqualTo("test");

            // When: nothing new has come, then something, and a version drifts that is not live
            drift("1", 4, 5);
            awaitRead();
            example();
            drift("2", 6, 7, 8);
            drift("1", 9);

            // Then
            await("digits-drift-540000");
            assertThat(jobs.snapshot()).hasSize(2);
        }
    }

    @Test
    void shouldPauseBetweenTwo() throws InterruptedException {
        apply("1h");
        try (var retraining = new Retraining(client, registry, producer, "test");
                DriftListener listener = DriftListener.start(client, retraining)) {
            // Given
            example();
            drift("1", 1, 2, 3);
            await("digits-drift-180000");

            // When
            example();
            drift("1", 4, 5, 6);
            awaitRead();

            // Then
            jobs.catchUp();
            assertThat(jobs.snapshot()).hasSize(1);
        }
    }

    @Test
    void shouldGoOnAfterARestart() throws InterruptedException {
        // Given
        apply("0s");
        example();
        try (var retraining = new Retraining(client, registry, producer, "test");
                DriftListener listener = DriftListener.start(client, retraining)) {
            drift("1", 1, 2);
            awaitRead();
        }

        // When
        try (var retraining = new Retraining(client, registry, producer, "test");
                DriftListener listener = DriftListener.start(client, retraining)) {
            drift("1", 3);

            // Then: the two before the restart count
            await("digits-drift-180000");
        }
        example();
        try (var retraining = new Retraining(client, registry, producer, "test");
                DriftListener listener = DriftListener.start(client, retraining)) {
            drift("2", 4);
            awaitRead();

            // Then: what was asked for is not asked for again
            jobs.catchUp();
            assertThat(jobs.snapshot()).hasSize(1);
        }
    }

    /** Those of a market are transactions of the predictor's; one that was aborted has told nothing. */
    @Test
    void shouldCountPeriodsOfAMarketOnceTheyAreCommitted() throws InterruptedException {
        applyFile("""
                pipeline: digits
                input: {kind: bars, period: day}
                windows: {lags: 4}
                model: {architecture: monthlyreturns}
                serve: {drift: {retrain: {after: 2, pause: 0s}}}
                """);
        example();
        try (var retraining = new Retraining(client, registry, producer, "test");
                DriftListener listener = DriftListener.start(client, retraining)) {
            // When
            transaction(KafkaProducer::abortTransaction, 1, 2);
            transaction(KafkaProducer::commitTransaction, 3, 4);

            // Then
            await("digits-drift-240000");
            jobs.catchUp();
            assertThat(jobs.snapshot()).hasSize(1);
        }
    }

    private void transaction(Consumer<KafkaProducer<byte[], byte[]>> end, int... minutes) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("transactional.id", "predictor");
        try (var predictor = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            predictor.initTransactions();
            predictor.beginTransaction();
            for (int minute : minutes) {
                predictor.send(new ProducerRecord<>(
                        Topics.drift("digits"), window("1", minute).toByteArray()));
            }
            predictor.flush();
            end.accept(predictor);
        }
    }

    /** At least so long from one training to the next. */
    private PipelineSpec apply(String pause) {
        return applyFile(PIPELINE.formatted(pause));
    }

    private PipelineSpec applyFile(String file) {
        PipelineSpec pipeline = PipelineSpec.parse(file);
        producer.send(
                Topics.PIPELINES,
                "digits",
                Pipeline.newBuilder().setName("digits").setFile(pipeline.file()).build());
        return pipeline;
    }

    private void live(String version) {
        ModelAlias alias = ModelAlias.newBuilder()
                .setModel("digits")
                .setAlias(ModelRegistry.LIVE)
                .setVersion(version)
                .build();
        producer.send(
                Topics.MODELS,
                "digits/live",
                ModelRecord.newBuilder().setAlias(alias).build());
    }

    private void example() {
        producer.send(Topics.examples("digits"), "one", Example.getDefaultInstance());
    }

    private void drift(String version, int... minutes) {
        for (int minute : minutes) {
            producer.send(Topics.drift("digits"), "digits/" + version, window(version, minute));
        }
    }

    private static Drift window(String version, int minute) {
        return Drift.newBuilder()
                .setPipeline("digits")
                .setModel("digits")
                .setModelVersion(version)
                .setToMillis(Duration.ofMinutes(minute).toMillis())
                .addDrifted("classes")
                .build();
    }

    private TrainingJob await(String id) throws InterruptedException {
        while (jobs.get(id).isEmpty()) {
            Thread.sleep(50);
        }
        return jobs.get(id).orElseThrow();
    }

    private void awaitRead() throws InterruptedException {
        try (TopicAdmin admin = TopicAdmin.of(client)) {
            while (!admin.ahead("fovea-trainer-drift", Topics.drift("digits")).isEmpty()) {
                Thread.sleep(50);
            }
        }
    }
}
