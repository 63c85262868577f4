package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threads as the environment of this build has them: see {@code TF_OVERRIDE_GLOBAL_THREADPOOL} in pom.xml. */
class TrainingThreadsTest {
    private static final int CORES = 0;
    private static final int LARGE = 1_000; // more than 1,000 million multiplications of LeNet-5

    /** Of larger steps the halves are summed apart: see {@link HalvesTest}. */
    @Test
    void shouldLearnToTheBitWhatOneThreadLearnsWhereStepsAreTooSmallToBeHalved() {
        try (TrainableModel model = lenet5(CORES);
                TrainableModel onOneThread = lenet5(1)) {
            // When
            fit(model, 2);
            fit(onOneThread, 2);

            // Then
            assertThat(model.weights()).isEqualTo(onOneThread.weights());
        }
    }

    @Test
    void shouldGoOnWhereItWasWhenAnotherBatchSizeAsksForOtherThreads() {
        try (TrainableModel model = lenet5(CORES);
                TrainableModel onOneThread = lenet5(1)) {
            // When
            for (int batchSize : new int[] {8, LARGE, 8}) {
                fit(model, batchSize);
                fit(onOneThread, batchSize);
            }

            // Then: the velocities went along too
            Map<String, HostTensor> expected = onOneThread.weights();
            model.weights()
                    .forEach((name, weight) -> assertThat(weight.toFloats())
                            .as(name)
                            .containsExactly(expected.get(name).toFloats(), offset(1e-5f)));
        }
    }

    private static TrainableModel lenet5(int threads) {
        return Examples.lenet5()
                .compile(
                        new Sgd(0.01, 0.9, false),
                        Loss.sparseCategoricalCrossentropyFromLogits(),
                        new Options(5, Device.CPU, threads));
    }

    private static void fit(TrainableModel model, int batchSize) {
        Dataset examples = Examples.squares(2 * batchSize, 3);
        model.fit(examples, new FitOptions(batchSize, 1));
    }
}
