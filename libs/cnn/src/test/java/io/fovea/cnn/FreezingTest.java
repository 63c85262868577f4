package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Reshape;
import io.fovea.cnn.layers.ZeroPadding2D;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.cnn.regularizers.Constraint;
import io.fovea.cnn.regularizers.Regularizer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** What training moves, and what it leaves alone. */
class FreezingTest {
    private static final Loss LOSS = Loss.sparseCategoricalCrossentropyFromLogits();
    private static final ArrayDataset EXAMPLES =
            new ArrayDataset(HostTensor.float32(new long[] {4, 1}, 1, 2, 3, 6), new long[] {0, 1, 0, 1});

    @Test
    void shouldMoveTheStatisticsOfABatchNormalizationAsKerasDoes() {
        // Given inputs of mean 3 and variance 3.5 over n
        Model model = normalized();

        // When
        Map<String, HostTensor> weights = afterOneStep(model);

        // Then
        assertThat(weights.get("norm/moving_mean").toFloats()[0]).isCloseTo(0.01f * 3, offset(1e-6f));
        assertThat(weights.get("norm/moving_variance").toFloats()[0]).isCloseTo(0.99f + 0.01f * 3.5f, offset(1e-6f));
        assertThat(weights.get("norm/gamma").toFloats()[0]).isNotEqualTo(1);
    }

    @Test
    void shouldLeaveAFrozenBatchNormalizationAsItIs() {
        // Given
        Model model = normalized();
        model.layer("norm").trainable(false);

        // When
        Map<String, HostTensor> weights = afterOneStep(model);

        // Then
        assertThat(model.trainableParameters()).isEqualTo(4);
        assertThat(weights.get("norm/moving_mean").toFloats()).containsExactly(0);
        assertThat(weights.get("norm/moving_variance").toFloats()).containsExactly(1);
        assertThat(weights.get("norm/gamma").toFloats()).containsExactly(1);
        assertThat(weights.get("norm/beta").toFloats()).containsExactly(0);
    }

    @Test
    void shouldComputeWithTheMovingStatisticsWhileFrozen() {
        // Given: with its moving statistics (0 and 1) it changes next to nothing, with the batch's it would
        Model frozen = normalized();
        frozen.layer("norm").trainable(false);
        frozen.namedWeights().get("logits/kernel").set(HostTensor.float32(new long[] {1, 2}, 0, 1));

        // When
        double loss;
        try (TrainableModel model = frozen.compile(new Sgd(0), LOSS, Options.seed(1))) {
            loss = model.fit(EXAMPLES, new FitOptions(4, 1)).metric("loss").get(0);
        }

        // Then: mean of log(1 + e^x) for label 0, log(1 + e^-x) for label 1
        double expected = (Math.log1p(Math.exp(1))
                        + Math.log1p(Math.exp(-2))
                        + Math.log1p(Math.exp(3))
                        + Math.log1p(Math.exp(-6)))
                / 4;
        assertThat(loss).isCloseTo(expected, offset(2e-3));
    }

    @Test
    void shouldNotMoveAFrozenModel() {
        // Given
        Model model = normalized().trainable(false);

        // When
        Map<String, HostTensor> weights = afterOneStep(model);

        // Then
        assertThat(model.trainableParameters()).isZero();
        try (TrainableModel untouched = model.compile(new Sgd(), LOSS, Options.seed(1))) {
            assertThat(weights).isEqualTo(untouched.weights());
        }
    }

    @Test
    void shouldAddWhatAKernelCostsToTheLoss() {
        // Given
        Dense plain = new Dense(2);
        Dense dear = new Dense(2).kernelRegularizer(Regularizer.l1l2(0.5, 0.25));
        HostTensor kernel = HostTensor.float32(new long[] {1, 2}, -1, 2);

        // When, Then: 0.5 * (1 + 2) + 0.25 * (1 + 4)
        assertThat(lossOf(dear, kernel) - lossOf(plain, kernel)).isCloseTo(2.75, offset(1e-5));
    }

    @Test
    void shouldAddWhatOutputsCostAsAMeanOverTheBatch() {
        // Given
        Dense plain = new Dense(2);
        Dense dear = new Dense(2).activityRegularizer(Regularizer.l2(0.5));
        HostTensor kernel = HostTensor.float32(new long[] {1, 2}, 0, 2);

        // When, Then: 0.5 * (4 + 16 + 36 + 144) / 4
        assertThat(lossOf(dear, kernel) - lossOf(plain, kernel)).isCloseTo(25, offset(1e-4));
    }

    @Test
    void shouldKeepAVectorOfWeightsWithinItsNorm() {
        // Given
        Dense layer = new Dense(2).kernelConstraint(Constraint.maxNorm(0.5));
        Model model = Model.of(Input.float32("x", Shape.of(1)).then(layer.named("logits")));
        layer.weights().get(0).set(HostTensor.float32(new long[] {1, 2}, -3, 0.1f));

        // When
        float[] kernel = afterOneStep(model).get("logits/kernel").toFloats();

        // Then
        assertThat(kernel[0]).isCloseTo(-0.5f, offset(1e-5f));
        assertThat(Math.abs(kernel[1])).isLessThan(0.5f + 1e-5f);
    }

    @Test
    void shouldAddWhatABiasCostsToTheLoss() {
        // Given
        HostTensor kernel = HostTensor.float32(new long[] {1, 2}, 0, 1);
        Dense plain = new Dense(2).biasInitializer(Initializers.constant(2));
        Dense dear = new Dense(2).biasInitializer(Initializers.constant(2)).biasRegularizer(Regularizer.l1(0.5));

        // When, Then: 0.5 * (2 + 2)
        assertThat(lossOf(dear, kernel) - lossOf(plain, kernel)).isCloseTo(2, offset(1e-5));
    }

    @Test
    void shouldKeepTheFiltersOfAConvolutionAndItsBiasWithinTheirNorms() {
        // Given two filters of length 5 and 13, and a bias of length 2 * sqrt(2)
        Conv2D layer = new Conv2D(2, 1, 2)
                .kernelConstraint(Constraint.maxNorm(2, 0, 1, 2))
                .biasInitializer(Initializers.constant(2))
                .biasConstraint(Constraint.maxNorm(1));
        SymbolicTensor image = Input.float32("x", Shape.of(1)).then(new Reshape(1, 1, 1));
        Model model = Model.of(image.then(new ZeroPadding2D(0, 0, 0, 1))
                .then(layer.named("conv"))
                .then(new Flatten()));
        layer.weights().get(0).set(HostTensor.float32(new long[] {1, 2, 1, 2}, 3, 5, 4, 12));

        // When: nothing is learned but what the constraint says
        Map<String, HostTensor> weights;
        try (TrainableModel trained = model.compile(new Sgd(0), LOSS, Options.seed(1))) {
            trained.fit(EXAMPLES, new FitOptions(4, 1));
            weights = trained.weights();
        }

        // Then
        assertThat(weights.get("conv/kernel").toFloats())
                .containsExactly(new float[] {1.2f, 10 / 13f, 1.6f, 24 / 13f}, offset(1e-5f));
        assertThat(weights.get("conv/bias").toFloats())
                .containsExactly(new float[] {(float) Math.sqrt(0.5), (float) Math.sqrt(0.5)}, offset(1e-5f));
    }

    @Test
    void shouldRefuseACostBelowZero() {
        assertThatThrownBy(() -> Regularizer.l1(-0.1))
                .hasMessage("Regularizer: factors are 0 or more, received l1 -0.1 and l2 0.0.");
    }

    private static Model normalized() {
        return Model.of(Input.float32("x", Shape.of(1))
                .then(new BatchNormalization().named("norm"))
                .then(new Dense(2).named("logits")));
    }

    private static Map<String, HostTensor> afterOneStep(Model network) {
        try (TrainableModel model = network.compile(new Sgd(), LOSS, Options.seed(1))) {
            model.fit(EXAMPLES, new FitOptions(4, 1));
            return model.weights();
        }
    }

    private static double lossOf(Dense layer, HostTensor kernel) {
        Model network = Model.of(Input.float32("x", Shape.of(1)).then(layer));
        layer.weights().get(0).set(kernel);
        try (TrainableModel model = network.compile(new Sgd(), LOSS, Options.seed(1))) {
            return model.evaluate(EXAMPLES, 4).get("loss");
        }
    }
}
