package io.fovea.trainer;

import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_COMPLETED;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_EPOCH;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_FAILED;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_PROGRESS;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fovea.cnn.Device;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.SavedModel;
import io.fovea.evaluation.drift.DriftReference;
import io.fovea.messaging.MessagingException;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.proto.training.v1.TrainingJob;
import io.fovea.registry.Manifest;
import io.fovea.trainer.jobs.Outcome;
import io.fovea.trainer.jobs.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final int RECORDS = 300;

    @TempDir
    Path folder;

    private Workplace work;

    @BeforeEach
    void open() {
        work = new Workplace(folder.resolve("storage"));
        work.add(Stripes.examples(RECORDS));
    }

    @AfterEach
    void close() {
        work.close();
    }

    @Test
    void shouldMakeAVersionAndPromoteIt() {
        // When
        Outcome outcome = train("a", job("job-a", 6));

        // Then
        assertThat(outcome).isEqualTo(Outcome.COMPLETED);
        ModelVersion live = work.registry.resolve("stripes", "live").orElseThrow();
        assertThat(live.getMetricsMap())
                .containsKeys("loss", "accuracy", "val_loss", "val_accuracy", "test_loss")
                .hasEntrySatisfying(
                        "test_accuracy", accuracy -> assertThat(accuracy).isGreaterThan(0.9));
        assertThat(answers(live)).containsExactly(0, 1, 2);
        assertThat(work.registry.alias("stripes", "live").orElseThrow().getReason())
                .matches("accuracy is [01]\\.\\d{4}, and the rule is accuracy > 0.6\\.");
        assertThat(work.store.list("checkpoints")).isEmpty();
    }

    @Test
    void shouldDescribeTheModelInItsManifest() {
        // When
        train("a", job("job-a", 1));

        // Then
        Manifest manifest = work.registry.manifest(version());
        assertThat(manifest.inputs()).singleElement().satisfies(input -> {
            assertThat(input.name()).isEqualTo("image");
            assertThat(input.datatype()).isEqualTo("UINT8");
            assertThat(input.shape()).containsExactly(8L, 8L, 1L);
        });
        assertThat(manifest.labels()).containsExactly("0", "1", "2");
        assertThat(manifest.files()).containsKeys("saved_model.pb", "model.onnx", "weights.safetensors");
        assertThat(manifest.layers()).containsKey("dense2");
        assertThat(manifest.transforms()).containsExactly("rescale pixels 0 to 255 to 0.0 to 1.0, in the graph");
        assertThat(manifest.lineage().job()).isEqualTo("job-a");
        assertThat(manifest.lineage().seed()).isEqualTo(7);
        assertThat(manifest.lineage().backbone()).isNull();
    }

    @Test
    void shouldKeepWhatItsExamplesAreLikeWhereDriftIsWatched() throws IOException {
        // When
        train("a", Stripes.job("job-a", Stripes.file(2).replace("serve: {", "serve: {drift: {}, "), RECORDS));

        // Then
        assertThat(work.registry.manifest(version()).files()).containsKey("drift.json");
        DriftReference kept = DriftReference.parse(
                Files.readAllBytes(work.registry.fetch(version()).resolve("drift.json")));
        assertThat(kept.figures()).containsOnlyKeys("mean_0", "contrast_0", "probability");
        assertThat(kept.figures().get("mean_0")).hasSizeGreaterThan(10);
        assertThat(Arrays.stream(kept.figures().get("probability")).boxed())
                .allMatch(probability -> probability > 1 / 3.0 && probability <= 1);
        assertThat(Arrays.stream(kept.predicted()).sum()).isEqualTo(kept.vectors().length);
        assertThat(List.of(kept.vectors()))
                .allSatisfy(
                        vector -> assertThat(vector[0] + vector[1] + vector[2]).isCloseTo(1, within(1e-5f)));
    }

    @Test
    void shouldTellOfEachEpochAndOfProgressWithin() {
        // When
        train("a", job("job-a", 2));

        // Then
        assertThat(work.events.get(0).getState()).isEqualTo(TRAINING_STATE_STARTED);
        assertThat(work.events(TRAINING_STATE_EPOCH))
                .extracting(TrainingEvent::getEpoch)
                .containsExactly(1, 2);
        TrainingEvent epoch = work.events(TRAINING_STATE_EPOCH).get(0);
        assertThat(epoch.getMetricsMap()).containsOnlyKeys("loss", "accuracy", "val_loss", "val_accuracy");
        assertThat(epoch.getEpochs()).isEqualTo(2);
        assertThat(epoch.getCheckpoint()).isEqualTo("checkpoints/job-a/newest");
        assertThat(epoch.getTrainer()).isEqualTo("a");
        assertThat(work.events(TRAINING_STATE_PROGRESS)).isNotEmpty().allSatisfy(progress -> {
            assertThat(progress.getBatches()).isEqualTo(12); // 180 examples, 16 at a time
            assertThat(progress.getBatch()).isBetween(1, 12);
        });
        assertThat(work.last().getState()).isEqualTo(TRAINING_STATE_COMPLETED);
        assertThat(work.last().getModelVersion()).isEqualTo("1");
        assertThat(work.meters.counter("fovea.trainer.epochs").count()).isEqualTo(2);
    }

    @Test
    void shouldNotDependOnTheOrderOfArrival() {
        // Given
        train("a", job("job-a", 2));
        List<Example> examples = Stripes.examples(RECORDS);
        Collections.shuffle(examples, new Random(3));
        work.records.clear();
        work.add(examples);

        // When
        train("a", job("job-b", 2));

        // Then
        assertThat(weights("2")).isEqualTo(weights("1"));
    }

    @Test
    void shouldGoOnFromTheCheckpointOfATrainerThatDied() {
        // Given
        train("unbroken", job("job-a", 5));
        Stop afterTheSecondEpoch = new Stop();
        work.onEvent(event -> {
            if (event.getState() == TRAINING_STATE_EPOCH && event.getEpoch() == 2) {
                afterTheSecondEpoch.request();
            }
        });
        assertThat(work.trainer("first").train(job("job-b", 5), afterTheSecondEpoch))
                .isEqualTo(Outcome.STOPPED);
        work.events.clear();

        // When
        train("second", job("job-b", 5));

        // Then
        assertThat(work.events(TRAINING_STATE_STARTED)).singleElement().satisfies(started -> {
            assertThat(started.getEpoch()).isEqualTo(2);
            assertThat(started.getCheckpoint()).isEqualTo("checkpoints/job-b/newest");
        });
        assertThat(work.events(TRAINING_STATE_EPOCH))
                .extracting(TrainingEvent::getEpoch)
                .containsExactly(3, 4, 5);
        assertThat(weights("2")).isEqualTo(weights("1"));
    }

    @Test
    void shouldGoOnInTheMiddleOfAnEpoch() {
        // Given: a trainer that dies within its third epoch
        train("unbroken", job("job-a", 5));
        Stop withinTheThirdEpoch = new Stop();
        work.onEvent(event -> {
            if (event.getState() == TRAINING_STATE_PROGRESS && event.getEpoch() == 2 && event.getBatch() >= 4) {
                withinTheThirdEpoch.request();
            }
        });
        work.checkpointInterval(Duration.ZERO);
        assertThat(work.trainer("first").train(job("job-b", 5), withinTheThirdEpoch))
                .isEqualTo(Outcome.STOPPED);
        work.onEvent(event -> {});
        work.events.clear();

        // When
        train("second", job("job-b", 5));

        // Then
        assertThat(work.events(TRAINING_STATE_STARTED)).singleElement().satisfies(started -> {
            assertThat(started.getEpoch()).isEqualTo(2);
            assertThat(started.getBatch()).isGreaterThanOrEqualTo(4);
        });
        assertThat(work.events(TRAINING_STATE_EPOCH))
                .extracting(TrainingEvent::getEpoch)
                .containsExactly(3, 4, 5);
        assertThat(weights("2")).isEqualTo(weights("1"));
        assertThat(work.registry.resolve("stripes", "2").orElseThrow().getMetricsMap())
                .isEqualTo(work.registry.resolve("stripes", "1").orElseThrow().getMetricsMap());
    }

    @Test
    void shouldGoOnWithEarlyStoppingAsIfUnbroken() {
        // Given
        String file = Stripes.file(9).replace("seed: 7", "seed: 7, earlyStopping: {patience: 1}");
        train("unbroken", Stripes.job("job-a", file, RECORDS));
        for (int broken = 1; broken < 4; broken++) {
            Stop stop = new Stop();
            work.onEvent(event -> {
                if (event.getState() == TRAINING_STATE_EPOCH) {
                    stop.request();
                }
            });
            work.trainer("mortal").train(Stripes.job("job-b", file, RECORDS), stop);
        }
        work.onEvent(event -> {});

        // When
        train("last", Stripes.job("job-b", file, RECORDS));

        // Then
        assertThat(weights("2")).isEqualTo(weights("1"));
        assertThat(work.registry.resolve("stripes", "2").orElseThrow().getMetricsMap())
                .isEqualTo(work.registry.resolve("stripes", "1").orElseThrow().getMetricsMap());
    }

    @Test
    void shouldGoOnWithASchedulesRatesAsIfUnbroken() {
        for (String schedule : List.of("cosine: {warmUpEpochs: 1}", "reduceOnPlateau: {patience: 1, factor: 0.5}")) {
            // Given
            String file = Stripes.file(5)
                    .replace(
                            "seed: 7",
                            "seed: 7, loss: {labelSmoothing: 0.1, focalGamma: 1}, schedule: {%s}".formatted(schedule));
            String unbroken = "unbroken-" + schedule.charAt(0);
            String broken = "broken-" + schedule.charAt(0);
            train("first", Stripes.job(unbroken, file, RECORDS));
            Stop stop = new Stop();
            work.onEvent(event -> {
                if (event.getState() == TRAINING_STATE_EPOCH && event.getEpoch() == 3) {
                    stop.request();
                }
            });
            assertThat(work.trainer("mortal").train(Stripes.job(broken, file, RECORDS), stop))
                    .isEqualTo(Outcome.STOPPED);
            work.onEvent(event -> {});

            // When
            train("last", Stripes.job(broken, file, RECORDS));

            // Then
            int versions = work.registry.versions().size();
            assertThat(weights(String.valueOf(versions))).isEqualTo(weights(String.valueOf(versions - 1)));
        }
    }

    @Test
    void shouldMeasureWhatThePipelineNamesAndWatchIt() {
        // Given
        String file = Stripes.file(4)
                .replace(
                        "seed: 7",
                        "seed: 7, metrics: [auc, precision, recall, f1_score, top_2_accuracy],"
                                + " earlyStopping: {patience: 3, monitor: val_auc}")
                .replace("accuracy > 0.6", "auc > 0.5");

        // When
        train("a", Stripes.job("job-a", file, RECORDS));

        // Then
        assertThat(work.registry.resolve("stripes", "live").orElseThrow().getMetricsMap())
                .containsKeys("auc", "val_precision", "test_recall", "val_f1_score", "test_top_2_accuracy")
                .hasEntrySatisfying("test_auc", auc -> assertThat(auc).isBetween(0.9, 1.0));
        assertThat(work.registry.alias("stripes", "live").orElseThrow().getReason())
                .startsWith("auc is ");
    }

    @Test
    void shouldTrainOtherwiseByEachKeyBesideTheOptimizer() {
        // Given
        List<String> keys = List.of(
                "batchSize: 16",
                "clipGradients: {value: 0.001}",
                "clipGradients: {norm: 0.1}",
                "clipGradients: {globalNorm: 0.1}",
                "weightDecay: 0.1",
                "ema: {momentum: 0.9}",
                "layerDecay: 0.5",
                "classWeights: {2: 3}");

        // When
        for (int i = 0; i < keys.size(); i++) {
            train(
                    "a",
                    Stripes.job(
                            "job-" + i,
                            Stripes.file(1).replace("batchSize: 16", keys.get(i) + (i == 0 ? "" : ", batchSize: 16")),
                            RECORDS));
        }

        // Then
        assertThat(work.events(TRAINING_STATE_FAILED)).isEmpty();
        assertThat(IntStream.rangeClosed(1, keys.size()).mapToObj(version -> weights("" + version)))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveAJobThatIsDoneItsVersionAgain() {
        // Given
        train("a", job("job-a", 1));
        work.events.clear();

        // When
        Outcome outcome = train("b", job("job-a", 1));

        // Then
        assertThat(outcome).isEqualTo(Outcome.COMPLETED);
        assertThat(work.registry.versions()).hasSize(1);
        assertThat(work.events).extracting(TrainingEvent::getState).containsExactly(TRAINING_STATE_COMPLETED);
    }

    @Test
    void shouldThrowWhileKafkaIsAwayAndGoOnLater() {
        // Given
        train("unbroken", job("job-a", 3));
        AtomicBoolean away = new AtomicBoolean(true);
        work.onEvent(event -> {
            if (away.get() && event.getState() == TRAINING_STATE_EPOCH && event.getEpoch() == 2) {
                throw new MessagingException("Kafka is away.");
            }
        });
        assertThatThrownBy(() -> train("a", job("job-b", 3))).isInstanceOf(MessagingException.class);
        away.set(false);

        // When
        Outcome outcome = train("a", job("job-b", 3));

        // Then
        assertThat(outcome).isEqualTo(Outcome.COMPLETED);
        assertThat(weights("2")).isEqualTo(weights("1"));
    }

    @Test
    void shouldFailAJobWhoseLossIsNoNumber() {
        // Given
        String file = Stripes.file(30).replace("learningRate: 0.05", "learningRate: 100, momentum: 0.99");

        // When
        Outcome outcome = train("a", Stripes.job("job-a", file, RECORDS));

        // Then
        assertThat(outcome).isEqualTo(Outcome.FAILED);
        assertThat(work.last().getMessage())
                .matches("The loss of epoch \\d+ is .+\\. Maybe the learning rate is too high\\.");
        assertThat(work.registry.versions()).isEmpty();
    }

    @Test
    void shouldFailAJobThatTakesItsTrainersDown() {
        // Given
        for (int death = 0; death < 3; death++) {
            Stop atOnce = new Stop();
            work.onEvent(event -> atOnce.request());
            work.trainer("mortal").train(job("job-a", 3), atOnce);
        }
        work.onEvent(event -> {});

        // When
        Outcome outcome = train("fourth", job("job-a", 3));

        // Then
        assertThat(outcome).isEqualTo(Outcome.FAILED);
        assertThat(work.last().getMessage()).startsWith("The job was begun 3 times without coming to a checkpoint.");
    }

    @Test
    void shouldFailARecordThatIsNoJob() {
        // Given
        byte[] garbage = {(byte) 0xff, 1, 2};
        var record = new ConsumerRecord<>("fovea.training-jobs", 0, 0, "job-x".getBytes(), garbage);

        // When
        Outcome outcome = work.trainer("a").work(record, new Stop());

        // Then
        assertThat(outcome).isEqualTo(Outcome.FAILED);
        assertThat(work.last().getState()).isEqualTo(TRAINING_STATE_FAILED);
        assertThat(work.last().getJobId()).isEqualTo("job-x");
        assertThat(work.last().getMessage()).startsWith("The job cannot be read: ");
    }

    private Outcome train(String trainer, TrainingJob job) {
        return work.trainer(trainer).train(job, new Stop());
    }

    private static TrainingJob job(String id, int epochs) {
        return Stripes.job(id, Stripes.file(epochs), RECORDS);
    }

    private ModelVersion version() {
        return work.registry.resolve("stripes", "1").orElseThrow();
    }

    private String weights(String version) {
        return work.registry
                .manifest(work.registry.resolve("stripes", version).orElseThrow())
                .weightsSha256();
    }

    private List<Integer> answers(ModelVersion version) {
        Random random = new Random(99);
        try (SavedModel model = SavedModel.load(work.registry.fetch(version), Device.CPU, 0)) {
            return List.of(0, 1, 2).stream()
                    .map(label -> HostTensor.uint8(new long[] {1, 8, 8, 1}, Stripes.pixels(label, random)))
                    .map(image -> argMax(model.predict(image).toFloats()))
                    .toList();
        }
    }

    private static int argMax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
