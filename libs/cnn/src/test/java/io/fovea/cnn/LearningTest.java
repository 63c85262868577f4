package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.losses.MeanSquaredError;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.optimizers.AdamW;
import io.fovea.cnn.optimizers.LayerRates;
import io.fovea.cnn.optimizers.MovingAverage;
import io.fovea.cnn.optimizers.Optimizer;
import io.fovea.cnn.optimizers.Sgd;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** What goes on beside an optimizer's rule: clipping, decay, averages, schedules, rates of layers. By hand. */
class LearningTest {
    private static final Options OPTIONS = new Options(3, Device.CPU, 1);

    /** y = w x with w = (1, 2), x = (3, 4), target 0: y = 11, the gradient of y^2 is 22 (3, 4) = (66, 88), of length 110. */
    private static float[] afterSteps(Optimizer optimizer, int steps) {
        try (TrainableModel model = line().compile(optimizer, new MeanSquaredError(), OPTIONS)) {
            model.fit(example(), new FitOptions(1, steps));
            return model.weights().get("y/kernel").toFloats();
        }
    }

    private static ArrayDataset example() {
        return new ArrayDataset(HostTensor.float32(new long[] {1, 2}, 3, 4), HostTensor.float32(new long[] {1, 1}, 0));
    }

    private static Model line() {
        Model network = Model.of(
                Input.float32("x", Shape.of(2)).then(new Dense(1).withoutBias().named("y")));
        network.namedWeights().get("y/kernel").set(HostTensor.float32(new long[] {2, 1}, 1, 2));
        return network;
    }

    @Test
    void shouldClipEachElement() {
        assertThat(afterSteps(new Sgd(0.1).clipValue(70), 1))
                .containsExactly(new float[] {1 - 6.6f, 2 - 7f}, offset(1e-5f));
    }

    @Test
    void shouldClipEachGradientToItsNorm() {
        assertThat(afterSteps(new Sgd(0.1).clipNorm(10), 1))
                .containsExactly(new float[] {1 - 0.6f, 2 - 0.8f}, offset(1e-5f));
        assertThat(afterSteps(new Sgd(0.1).clipNorm(1000), 1))
                .containsExactly(new float[] {1 - 6.6f, 2 - 8.8f}, offset(1e-5f));
    }

    @Test
    void shouldClipAllGradientsAsOneVector() {
        // Given: a kernel's gradient (66, 88) and a bias' of 22: of length sqrt(110^2 + 22^2)
        Model network = Model.of(Input.float32("x", Shape.of(2)).then(new Dense(1).named("y")));
        network.namedWeights().get("y/kernel").set(HostTensor.float32(new long[] {2, 1}, 1, 2));
        double length = Math.sqrt(110 * 110 + 22 * 22);

        // When
        try (TrainableModel model = network.compile(new Sgd(1).globalClipNorm(5), new MeanSquaredError(), OPTIONS)) {
            model.fit(example(), new FitOptions(1, 1));

            // Then
            float[] kernel = model.weights().get("y/kernel").toFloats();
            assertThat(kernel[0]).isCloseTo((float) (1 - 5 * 66 / length), offset(1e-5f));
            assertThat(kernel[1]).isCloseTo((float) (2 - 5 * 88 / length), offset(1e-5f));
            assertThat(model.weights().get("y/bias").toFloats()[0])
                    .isCloseTo((float) (-5 * 22 / length), offset(1e-5f));
        }
    }

    @Test
    void shouldClipInOneWayOnly() {
        assertThatThrownBy(() -> new Sgd().clipValue(1).clipNorm(1))
                .hasMessageStartingWith("Gradients are clipped in one way");
        assertThatThrownBy(() -> new Sgd().clipNorm(0)).hasMessage("Expected a clipNorm above 0, received 0.0.");
    }

    @Test
    void shouldDecayWeightsApartFromTheGradient() {
        // w - rate * decay * w - rate * gradient
        assertThat(afterSteps(new Sgd(0.1).weightDecay(0.5), 1))
                .containsExactly(new float[] {1 - 0.05f - 6.6f, 2 - 0.1f - 8.8f}, offset(1e-5f));
        assertThat(afterSteps(new Sgd(0.1).weightDecay(0.5, "y/kernel"), 1))
                .containsExactly(new float[] {1 - 6.6f, 2 - 8.8f}, offset(1e-5f));
    }

    @Test
    void shouldDecayAsAdamWDoesByDefault() {
        // Adam's first step is its rate, whatever the gradient
        assertThat(afterSteps(new AdamW(0.1), 1))
                .containsExactly(new float[] {1 - 0.0004f - 0.1f, 2 - 0.0008f - 0.1f}, offset(1e-5f));
    }

    @Test
    void shouldStepThreeTimesAsAdamW() {
        // Given Keras' order: the decay of the weight as it was, then Adam's step
        double[] x = {3, 4};
        double[] w = {1, 2};
        double[] m = new double[2];
        double[] v = new double[2];
        for (int t = 1; t <= 3; t++) {
            double output = x[0] * w[0] + x[1] * w[1];
            for (int i = 0; i < 2; i++) {
                double gradient = 2 * output * x[i];
                m[i] = 0.9 * m[i] + 0.1 * gradient;
                v[i] = 0.999 * v[i] + 0.001 * gradient * gradient;
                double rate = 0.1 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
                w[i] = w[i] - 0.1 * 0.3 * w[i] - rate * m[i] / (Math.sqrt(v[i]) + 1e-7);
            }
        }

        // When, Then
        assertThat(afterSteps(new AdamW(0.1, 0.3), 3))
                .containsExactly(new float[] {(float) w[0], (float) w[1]}, offset(1e-5f));
    }

    @Test
    void shouldEvaluateTheAverageOfTheWeights() {
        // Given w after each step; the first average is the weight itself
        float[] one = afterSteps(new Sgd(0.01), 1);
        float[] two = afterSteps(new Sgd(0.01), 2);

        // When
        float[] average = afterSteps(new Sgd(0.01).ema(0.75), 2);

        // Then
        assertThat(average)
                .containsExactly(
                        new float[] {0.75f * one[0] + 0.25f * two[0], 0.75f * one[1] + 0.25f * two[1]}, offset(1e-6f));
        try (TrainableModel model = line().compile(new Sgd(0.01).ema(0.75), new MeanSquaredError(), OPTIONS)) {
            model.fit(example(), new FitOptions(1, 2));
            double output = 3 * average[0] + 4 * average[1];
            assertThat(model.evaluate(example(), 1).get("loss")).isCloseTo(output * output, offset(1e-3));
        }
    }

    @Test
    void shouldGoOnFromTheAverageWhereItOverwritesTheWeights() {
        // Given: by hand, w0 -> w1 -> (average of w1, w2) -> w3
        double w = 1; // of y = w x with x = 1, gradient 2w
        double average = 0;
        for (int step = 0; step < 3; step++) {
            w -= 0.1 * 2 * w;
            average = step == 0 ? w : 0.5 * average + 0.5 * w;
            w = (step + 1) % 2 == 0 ? average : w;
        }

        // When
        Model network = Model.of(
                Input.float32("x", Shape.of(1)).then(new Dense(1).withoutBias().named("y")));
        network.namedWeights().get("y/kernel").set(HostTensor.float32(new long[] {1, 1}, 1));
        Optimizer optimizer = new Sgd(0.1).ema(new MovingAverage(0.5).overwriteEvery(2));
        try (TrainableModel model = network.compile(optimizer, new MeanSquaredError(), OPTIONS)) {
            model.fit(
                    new ArrayDataset(
                            HostTensor.float32(new long[] {1, 1}, 1), HostTensor.float32(new long[] {1, 1}, 0)),
                    new FitOptions(1, 3));

            // Then
            assertThat(model.weights().get("y/kernel").toFloats()[0]).isCloseTo((float) average, offset(1e-6f));
        }
    }

    @Test
    void shouldFollowASchedule() {
        // Given a rate of 0 but for the second step
        float[] weights = afterSteps(new Sgd(1).schedule(step -> step == 1 ? 0.1 : 0), 3);

        // Then
        assertThat(weights).containsExactly(new float[] {1 - 6.6f, 2 - 8.8f}, offset(1e-5f));
    }

    @Test
    void shouldGiveEachLayerItsRate() {
        // Given three layers of one weight each: y = a b c x, all 1, x = 1; each gradient is 2
        Optimizer byDepth = new Sgd(0.1).layerRates(LayerRates.byDepth(0.5));
        Optimizer byName = new Sgd(0.1).layerRates(LayerRates.byName(Map.of("a", 2.0)));

        // When, Then
        assertThat(chain(byDepth)).containsExactly(new float[] {1 - 0.05f, 1 - 0.1f, 1 - 0.2f}, offset(1e-6f));
        assertThat(chain(byName)).containsExactly(new float[] {1 - 0.4f, 1 - 0.2f, 1 - 0.2f}, offset(1e-6f));
        assertThatThrownBy(() -> chain(new Sgd().layerRates(LayerRates.byName(Map.of("d", 1.0)))))
                .hasMessage("No layer with weights is called d. There are: a, b, c.");
    }

    private static float[] chain(Optimizer optimizer) {
        SymbolicTensor x = Input.float32("x", Shape.of(1));
        Model network = Model.of(x.then(new Dense(1).withoutBias().named("a"))
                .then(new Dense(1).withoutBias().named("b"))
                .then(new Dense(1).withoutBias().named("c")));
        network.namedWeights().values().forEach(weight -> weight.set(HostTensor.float32(new long[] {1, 1}, 1)));
        try (TrainableModel model = network.compile(optimizer, new MeanSquaredError(), OPTIONS)) {
            model.fit(
                    new ArrayDataset(
                            HostTensor.float32(new long[] {1, 1}, 1), HostTensor.float32(new long[] {1, 1}, 0)),
                    new FitOptions(1, 1));
            Map<String, HostTensor> weights = model.weights();
            return new float[] {
                weights.get("a/kernel").toFloats()[0],
                weights.get("b/kernel").toFloats()[0],
                weights.get("c/kernel").toFloats()[0]
            };
        }
    }

    @Test
    void shouldNotMoveALayerWithARateOfZeroByAnything() {
        // Given: decay, momentum, batch statistics and an average would all move it
        Optimizer optimizer = new Adam(0.1)
                .weightDecay(0.5)
                .ema(0.5)
                .layerRates(LayerRates.byName(Map.of("below", 0.0, "norm", 0.0)));
        Model network = Model.of(Input.float32("x", Shape.of(2))
                .then(new Dense(2).named("below"))
                .then(new BatchNormalization().named("norm"))
                .then(new Dense(1).named("y")));
        try (TrainableModel model = network.compile(optimizer, new MeanSquaredError(), OPTIONS)) {
            Map<String, HostTensor> before = model.weights();

            // When
            model.fit(
                    new ArrayDataset(
                            HostTensor.float32(new long[] {3, 2}, 3, 4, 5, -6, 1, 2),
                            HostTensor.float32(new long[] {3, 1}, 1, 2, 3)),
                    new FitOptions(3, 5));

            // Then
            Map<String, HostTensor> after = model.weights();
            before.keySet().stream()
                    .filter(name -> !name.startsWith("y/"))
                    .forEach(name -> assertThat(after.get(name)).as(name).isEqualTo(before.get(name)));
            assertThat(after.get("y/kernel")).isNotEqualTo(before.get("y/kernel"));
        }
    }

    @Test
    void shouldComputeAFrozenNormalizationWithItsMovingStatisticsAtARateOfZero() {
        // Given: its statistics are 0 and 1, so that it passes x on; those of the batch would make it 0
        Model network = Model.of(Input.float32("x", Shape.of(1))
                .then(new BatchNormalization().epsilon(1e-9).named("norm")));
        Optimizer frozen = new Sgd(1).layerRates(LayerRates.byName(Map.of("norm", 0.0)));

        // When
        try (TrainableModel model = network.compile(frozen, new MeanSquaredError(), OPTIONS)) {
            double loss = model.fit(
                            new ArrayDataset(
                                    HostTensor.float32(new long[] {1, 1}, 3), HostTensor.float32(new long[] {1, 1}, 0)),
                            new FitOptions(1, 1))
                    .metric("loss")
                    .get(0);

            // Then
            assertThat(loss).isCloseTo(9, offset(1e-4));
        }
    }
}
