package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;

/** Rows that threads share, as the environment of this build has it: see {@code TF_OVERRIDE_GLOBAL_THREADPOOL} in pom.xml. */
class GraphRunsTest {
    private static final List<String> WANTED = List.of("logits", "probabilities", "conv3");

    /** Filters' numbers times places: 24 x 24, 19 x 19 and 5 x 5. */
    private static final long LENET5_MULTIPLICATIONS =
            25L * 6 * 24 * 24 + 25L * 6 * 16 * 19 * 19 + 25L * 16 * 120 * 5 * 5 + 3000L * 84 + 84L * 10;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 13, 41, 390}) // of the last, each thread takes its rows in several turns
    void shouldAnswerSharedRowsAsThoughEachWereAlone(int rows) {
        // Given
        export();
        HostTensor batch = images(rows);

        // When
        try (SavedModel shared = SavedModel.load(folder, Device.CPU, 3)) {
            Map<String, HostTensor> answers = shared.run(Map.of("image", batch), WANTED);

            // Then: in order, none lost, none twice
            assertThat(answers.keySet()).containsExactlyElementsOf(WANTED);
            for (int row = 0; row < rows; row++) {
                int[] own = {row};
                Map<String, HostTensor> alone = shared.run(Map.of("image", batch.gather(own)), WANTED);
                for (String name : WANTED) {
                    assertThat(answers.get(name).rows()).isEqualTo(rows);
                    assertThat(answers.get(name).gather(own).toFloats())
                            .as("row %d of %s", row, name)
                            .containsExactly(alone.get(name).toFloats(), offset(1e-5f));
                }
            }
        }
    }

    @Test
    void shouldGiveTheSameBitsForTheSameBatch() {
        // Given
        export();
        HostTensor batch = images(41);

        // When
        try (SavedModel shared = SavedModel.load(folder, Device.CPU, 4)) {
            List<HostTensor> answers = IntStream.range(0, 8)
                    .parallel() // callers at once
                    .mapToObj(i -> shared.predict(batch))
                    .toList();

            // Then
            assertThat(answers).containsOnly(answers.get(0));
        }
    }

    @Test
    void shouldRunStraightOnTensorFlow() {
        // Given: else each run is slower, and nothing else tells
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            // When, Then
            assertThat(NativeRuns.of(graph, session)).isPresent();
        }
    }

    @Test
    void shouldRefuseToRunOnceClosed() {
        // Given
        export();
        SavedModel closed = SavedModel.load(folder, Device.CPU, 1);
        closed.predict(images(1));
        closed.close();

        // When
        assertThatThrownBy(() -> closed.predict(images(1)))
                // Then
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The model is closed.");
    }

    @Test
    void shouldSayWhatIsWrongFromAnyThread() {
        // Given
        try (Graph graph = new Graph()) {
            FrozenGraph.build(graph, Examples.lenet5(), FirstWeights.of(Examples.lenet5(), 1));
            try (GraphRuns runs = GraphRuns.sharing(graph, new RowCost(1_000_000, 50_000), Device.CPU, 4)) {
                HostTensor batch = images(40);

                // When
                assertThatThrownBy(() -> runs.run(Map.of("image:0", batch), List.of("no such layer:0")))
                        // Then
                        .isInstanceOfAny(IllegalArgumentException.class, TensorFlowException.class)
                        .hasMessageContaining("no such layer");
            }
        }
    }

    @Test
    void shouldCountWhatARowCosts() {
        assertThat(cost(Examples.lenet5())).isEqualTo(LENET5_MULTIPLICATIONS);
        assertThat(cost(Architectures.named("resnet20").build(Input.float32("image", Shape.of(32, 32, 3)), 10)))
                .isBetween(40_000_000L, 42_000_000L); // He et al. (2015), table 6 gives the layers: 40.8 million
        assertThat(cost(Architectures.mobileNet(1).build(Input.float32("image", Shape.of(224, 224, 3)), 1000)))
                .isBetween(565_000_000L, 572_000_000L); // Howard et al. (2017), table 4: 569 million
    }

    @Test
    void shouldTakeAsManyRowsAtOnceAsFitTheCache() {
        // Given: a float takes 4 bytes
        long lenet5 = 4 * 19 * 19 * 16; // after the second convolution
        long resNet20 = 4 * 32 * 32 * 16; // after the first

        // When
        RowCost small = rowCost(Examples.lenet5());
        RowCost large = rowCost(Architectures.named("resnet20").build(Input.float32("image", Shape.of(32, 32, 3)), 10));

        // Then
        assertThat(small.largest()).isEqualTo(lenet5);
        assertThat(large.largest()).isEqualTo(resNet20);
        assertThat(large.rowsAtOnce()).isEqualTo((int) ((2 << 20) / resNet20));
        assertThat(new RowCost(1, 3 << 20).rowsAtOnce()).isEqualTo(1);
    }

    private static long cost(Model model) {
        return rowCost(model).multiplications();
    }

    private static RowCost rowCost(Model model) {
        try (Graph graph = new Graph()) {
            FrozenGraph frozen = FrozenGraph.build(graph, model, FirstWeights.of(model, 1));
            return RowCost.of(frozen.outputs());
        }
    }

    private void export() {
        try (TrainableModel model =
                Examples.lenet5().compile(new Sgd(), Loss.sparseCategoricalCrossentropyFromLogits(), Options.seed(1))) {
            model.export(folder);
        }
    }

    private static HostTensor images(int rows) {
        byte[] pixels = new byte[rows * 28 * 28];
        new SplittableRandom(3).nextBytes(pixels);
        return HostTensor.uint8(new long[] {rows, 28, 28, 1}, pixels);
    }
}
