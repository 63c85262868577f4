package io.fovea.trainer;

import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_COMPLETED;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_EPOCH;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_FAILED;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_PROGRESS;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.cnn.Device;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.SavedModel;
import io.fovea.evaluation.drift.DriftReference;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.registry.Manifest;
import io.fovea.trainer.jobs.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainerTest extends StripesStand {

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

    private ModelVersion version() {
        return work.registry.resolve("stripes", "1").orElseThrow();
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
