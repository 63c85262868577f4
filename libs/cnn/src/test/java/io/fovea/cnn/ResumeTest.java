package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.callbacks.BackupAndRestore;
import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.EarlyStopping;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.metrics.TopKCategoricalAccuracy;
import io.fovea.cnn.optimizers.Nadam;
import io.fovea.cnn.weights.Safetensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was broken off, and goes on as if it had not been. */
class ResumeTest {
    private static final int STEPS = 3 * 20; // of ChildRun

    @TempDir
    private Path folder;

    @Test
    void shouldEndWithTheSameWeightsAfterBeingKilledAtRandomSteps() throws Exception {
        // Given
        Path alone = Files.createDirectory(folder.resolve("alone"));
        assertThat(run(alone, STEPS)).isTrue();
        Path killed = Files.createDirectory(folder.resolve("killed"));
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);

        // When
        int from = 0;
        for (int kill = 0; kill < 2; kill++) {
            int at = random.nextInt(from + 1, from + 25);
            assertThat(run(killed, at)).as("killed at %d", at).isFalse();
            from = at;
        }
        assertThat(run(killed, STEPS)).isTrue();

        // Then: the weights, and what the last epoch's log says
        assertThat(Safetensors.read(killed.resolve("weights")))
                .as("seed of the kills: %d", seed)
                .isEqualTo(Safetensors.read(alone.resolve("weights")));
        assertThat(killed.resolve("backup")).doesNotExist();
    }

    /** @return whether it ended before it was killed, at a step */
    private static boolean run(Path folder, int killAt) throws IOException, InterruptedException {
        Process child = ChildRun.start(List.of(), "resume", folder.toString());
        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("step " + killAt)) {
                    child.destroyForcibly(); // SIGKILL
                    break; // its output is closed
                }
            }
        }
        return child.waitFor() == 0;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 13})
    void shouldGoOnInTheMiddleOfAnEpoch(int failing) {
        // Given
        Fitted alone = fit(new Callback() {}, new Callback() {});
        BackupAndRestore backup = new BackupAndRestore(folder.resolve("backup"), 1);

        // When
        assertThatThrownBy(() -> fit(failingAt(failing), backup)).hasMessage("power cut");
        Fitted resumed = fit(new Callback() {}, backup);

        // Then
        assertThat(resumed.weights()).isEqualTo(alone.weights());
        assertThat(resumed.last()).isEqualTo(alone.last());
    }

    private static Callback failingAt(int step) {
        return new Callback() {
            @Override
            public void onBatchEnd(int epoch, int batch, int batches, double loss) {
                if (epoch * batches + batch == step) {
                    throw new IllegalStateException("power cut");
                }
            }
        };
    }

    private static Fitted fit(Callback failing, Callback backup) {
        Dataset train = Examples.squares(160, 1)
                .augmentedBy((pixels, height, width, channels, random) -> pixels[0] = (byte) random.nextInt());
        Objective objective =
                Objective.of(Loss.sparseCategoricalCrossentropyFromLogits()).metrics(new TopKCategoricalAccuracy(3));
        try (TrainableModel model =
                Examples.feedForward().compile(new Nadam(), objective, new Options(7, Device.CPU, 1))) {
            History history = model.fit(
                    train,
                    Examples.squares(32, 2),
                    new FitOptions(16, 2),
                    new EarlyStopping("loss", 5, false),
                    failing,
                    backup);
            return new Fitted(
                    model.weights(), history.epochs().get(history.epochs().size() - 1));
        }
    }

    private record Fitted(Map<String, HostTensor> weights, Map<String, Double> last) {}
}
