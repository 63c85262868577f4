package io.fovea.cnn.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.FitOptions;
import io.fovea.cnn.History;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Objective;
import io.fovea.cnn.Options;
import io.fovea.cnn.SavedModel;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.losses.SequenceCrossentropy;
import io.fovea.cnn.metrics.LengthAccuracy;
import io.fovea.cnn.metrics.PlaceAccuracy;
import io.fovea.cnn.onnx.OnnxRuntime;
import io.fovea.cnn.optimizers.Adam;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** From lights in a row to how many are lit and which are bright: learned, exported, and read by others. */
class SequenceLearningTest {
    private static final SequenceHeads HEADS = new SequenceHeads(2, 3);
    private static final int EXAMPLES = 256;

    @TempDir
    Path folder;

    @Test
    void shouldLearnToReadSequencesAndSayTheSameOnceExported() {
        // Given
        Model model = Model.of(
                HEADS.on(Input.float32("lights", Shape.of(3)).then(new Dense(24).activation(Activation.RELU))));
        Objective objective = Objective.of(new SequenceCrossentropy(HEADS))
                .metrics(new LengthAccuracy(HEADS), new PlaceAccuracy(HEADS));
        ArrayDataset examples = examples();

        // When
        try (TrainableModel trained = model.compile(new Adam(0.02), objective, Options.seed(3))) {
            History history = trained.fit(examples, new FitOptions(32, 15));
            trained.export(folder.resolve("model"));
            trained.exporter().onnx(folder.resolve("model.onnx"));

            // Then
            assertThat(history.metric("loss"))
                    .last()
                    .satisfies(last ->
                            assertThat(last).isLessThan(history.metric("loss").get(0) / 4));
            assertThat(trained.evaluate(examples, 100))
                    .containsKeys("loss", "accuracy", "length_accuracy", "place_accuracy")
                    .hasEntrySatisfying(
                            "accuracy", accuracy -> assertThat(accuracy).isGreaterThan(0.95));
        }
        try (SavedModel saved = SavedModel.load(folder.resolve("model"));
                OnnxRuntime onnx = OnnxRuntime.load(folder.resolve("model.onnx"))) {
            HostTensor lights = HostTensor.float32(new long[] {2, 3}, 1, 0.5f, 0, 0.5f, 1, 1);
            float[] probabilities = saved.run(Map.of("lights", lights), List.of("probabilities"))
                    .get("probabilities")
                    .toFloats();
            assertThat(onnx.run(Map.of("lights", lights)).get("probabilities").toFloats())
                    .containsExactly(probabilities, offset(1e-5f));
            assertThat(sum(probabilities, 0, 3)).isCloseTo(1, offset(1e-5));
            assertThat(sum(probabilities, HEADS.begin(2), 2)).isCloseTo(1, offset(1e-5));
            assertThat(read(probabilities, 0)).containsExactly(1, 0);
            assertThat(read(probabilities, 1)).containsExactly(0, 1, 1);
        }
    }

    private static List<Integer> read(float[] probabilities, int row) {
        float[] own = Arrays.copyOfRange(probabilities, row * HEADS.outputs(), (row + 1) * HEADS.outputs());
        return HEADS.best(own, 1).get(0).classes();
    }

    private static double sum(float[] values, int begin, int count) {
        return IntStream.range(begin, begin + count).mapToDouble(i -> values[i]).sum();
    }

    /** One to three lights: half lit is class 0, bright class 1. */
    private static ArrayDataset examples() {
        SplittableRandom random = new SplittableRandom(9);
        float[] lights = new float[EXAMPLES * 3];
        long[] targets = new long[EXAMPLES * 3];
        for (int i = 0; i < EXAMPLES; i++) {
            List<Integer> sequence =
                    random.ints(1 + random.nextInt(3), 0, 2).boxed().toList();
            System.arraycopy(HEADS.target(sequence), 0, targets, i * 3, 3);
            for (int place = 0; place < sequence.size(); place++) {
                lights[i * 3 + place] = sequence.get(place) == 1 ? 1 : 0.5f;
            }
        }
        long[] shape = {EXAMPLES, 3};
        return new ArrayDataset(HostTensor.float32(shape, lights), HostTensor.int64(shape, targets));
    }
}
