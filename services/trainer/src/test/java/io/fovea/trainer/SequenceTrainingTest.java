package io.fovea.trainer;

import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_EPOCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.cnn.Device;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.SavedModel;
import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.evaluation.drift.DriftReference;
import io.fovea.messaging.RejectedException;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.registry.Manifest;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.trainer.jobs.Outcome;
import io.fovea.trainer.jobs.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bars beside each other, one to three, each half lit or bright: which, from left to right? */
class SequenceTrainingTest {
    private static final int SIZE = 9;
    private static final int RECORDS = 400;
    private static final String FILE = """
            pipeline: stripes
            input: {kind: image, channels: 1, size: [9, 9]}
            transforms: [{rescale: [0, 1]}]
            label: {kind: sequence, longest: 3}
            model: {architecture: ffnn, classes: [dim, bright]}
            train: {optimizer: {adam: {learningRate: 0.001}}, batchSize: 16, epochs: 8, earlyStopping: {patience: 8, monitor: val_accuracy}, seed: 7}
            serve: {promote: {when: "accuracy > 0.9"}}
            """;

    @TempDir
    Path folder;

    @Test
    void shouldLearnSequencesAndPromoteByTheWholeOfThem() {
        try (Workplace work = new Workplace(folder.resolve("storage"))) {
            // Given
            work.add(examples());

            // When
            Outcome outcome = work.trainer("a").train(Stripes.job("job-a", FILE, RECORDS), new Stop());

            // Then
            assertThat(outcome).isEqualTo(Outcome.COMPLETED);
            List<TrainingEvent> epochs = work.events(TRAINING_STATE_EPOCH);
            assertThat(epochs).hasSize(8);
            assertThat(loss(epochs.get(7))).isLessThan(loss(epochs.get(0)) / 2);
            ModelVersion live = work.registry.resolve("stripes", "live").orElseThrow();
            assertThat(live.getMetricsMap())
                    .containsKeys("val_accuracy", "val_length_accuracy", "val_place_accuracy", "val_loss")
                    .hasEntrySatisfying(
                            "test_accuracy", accuracy -> assertThat(accuracy).isGreaterThan(0.9));
            Manifest manifest = work.registry.manifest(live);
            assertThat(manifest.labels()).containsExactly("dim", "bright");
            assertThat(read(work, live)).containsExactly(1, 0, 1);
            assertThat(work.rejected).isEmpty();
        }
    }

    /** Lengths stand in the place of classes. */
    @Test
    void shouldKeepWhatSequencesToComeAreComparedWith() throws IOException {
        try (Workplace work = new Workplace(folder.resolve("storage"))) {
            // Given
            work.add(examples());

            // When
            String watched = FILE.replace("serve: {", "serve: {drift: {}, ");
            Outcome outcome = work.trainer("a").train(Stripes.job("job-a", watched, RECORDS), new Stop());

            // Then
            assertThat(outcome).isEqualTo(Outcome.COMPLETED);
            ModelVersion version = work.registry.publishedBy("job-a").orElseThrow();
            DriftReference reference = DriftReference.parse(
                    Files.readAllBytes(work.registry.fetch(version).resolve(DriftReference.FILE)));
            long[] lengths = lengthsOfValidation();
            assertThat(reference.predicted()).hasSize(3);
            for (int i = 0; i < lengths.length; i++) {
                assertThat(reference.predicted()[i])
                        .as("length %d, nine of ten read right", i + 1)
                        .isCloseTo(lengths[i], within(RECORDS / 5L / 10));
            }
            float[] vector = reference.vectors()[0];
            assertThat(vector).hasSize(3 + 3 * 2);
            assertThat(vector[3] + vector[4])
                    .as("a first place there always is")
                    .isCloseTo(1, within(1e-4f));
            assertThat(vector[7] + vector[8])
                    .as("a third place as often as a length of three")
                    .isCloseTo(vector[2], within(1e-4f));
        }
    }

    private static long[] lengthsOfValidation() {
        long[] lengths = new long[3];
        examples().stream()
                .filter(example -> example.getSplit() == Split.SPLIT_VALIDATION)
                .forEach(example -> lengths[(int) example.getLabels(0).getShape(0) - 1]++);
        return lengths;
    }

    @Test
    void shouldMakeADeadLetterOfASequenceThatIsTooLong() {
        try (Workplace work = new Workplace(folder.resolve("storage"))) {
            // Given
            List<Example> examples = new ArrayList<>(examples().subList(0, 50));
            examples.set(7, example("long", List.of(1, 1, 1, 1), Split.SPLIT_TRAIN));
            work.add(examples);

            // When
            Outcome outcome = work.trainer("a")
                    .train(Stripes.job("job-a", FILE.replace("epochs: 8", "epochs: 1"), 50), new Stop());

            // Then
            assertThat(outcome).isEqualTo(Outcome.COMPLETED);
            assertThat(work.rejected)
                    .singleElement()
                    .satisfies(rejected -> assertThat(new RejectedException(rejected.why()))
                            .hasMessage("SEQUENCE_TOO_LONG: The sequence has 4 labels, and 3 are allowed."));
        }
    }

    private static double loss(TrainingEvent epoch) {
        return epoch.getMetricsMap().get("loss");
    }

    private static List<Integer> read(Workplace work, ModelVersion version) {
        try (SavedModel model = SavedModel.load(work.registry.fetch(version), Device.CPU, 0)) {
            HostTensor image = HostTensor.uint8(new long[] {1, SIZE, SIZE, 1}, pixels(List.of(1, 0, 1)));
            HostTensor answer =
                    model.run(Map.of("image", image), List.of("probabilities")).get("probabilities");
            return new SequenceHeads(2, 3).best(answer.toFloats(), 1).get(0).classes();
        }
    }

    private static List<Example> examples() {
        SplittableRandom random = new SplittableRandom(1);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            Split split = i % 5 == 0 ? Split.SPLIT_VALIDATION : i % 5 == 1 ? Split.SPLIT_TEST : Split.SPLIT_TRAIN;
            List<Integer> bars =
                    random.ints(1 + random.nextInt(3), 0, 2).boxed().toList();
            examples.add(example(String.format("%08x", random.nextInt()), bars, split));
        }
        return examples;
    }

    private static Example example(String id, List<Integer> bars, Split split) {
        long[] classes = bars.stream().mapToLong(Integer::longValue).toArray();
        return Example.newBuilder()
                .setId(id)
                .setSplit(split)
                .addInputs(TensorCodec.uint8("image", new long[] {SIZE, SIZE, 1}, pixels(bars)))
                .addLabels(TensorCodec.int64("sequence", new long[] {classes.length}, classes))
                .build();
    }

    private static byte[] pixels(List<Integer> bars) {
        byte[] pixels = new byte[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            int bar = i % SIZE / 3;
            pixels[i] = (byte) (bar < bars.size() ? 100 + 150 * bars.get(bar) : 0);
        }
        return pixels;
    }
}
