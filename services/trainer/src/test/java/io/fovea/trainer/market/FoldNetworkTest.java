package io.fovea.trainer.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.Device;
import io.fovea.evaluation.Panel;
import io.fovea.evaluation.baselines.Features;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.trainer.jobs.Stop;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldNetworkTest {
    private static final int ROWS = 240;
    private static final int LAGS = 4;

    @Test
    void shouldTrainOtherwiseByEachKeyBesideTheOptimizer() {
        // Given
        List<String> keys = List.of(
                "epochs: 4",
                "clipGradients: {value: 0.001}",
                "clipGradients: {norm: 0.01}",
                "clipGradients: {globalNorm: 0.01}",
                "weightDecay: 0.5",
                "ema: {momentum: 0.9}",
                "layerDecay: 0.2");

        // When
        List<List<Double>> scores = keys.stream().map(key -> scores(key)).toList();

        // Then
        assertThat(scores).doesNotHaveDuplicates();
        assertThat(scores("layerDecay: 0.2")).isEqualTo(scores.get(6));
    }

    /** Nothing is better than the first epoch by 1000, so that one epoch is chosen. */
    @Test
    void shouldNotCountALossThatIsHardlyBetter() {
        assertThat(outcome("earlyStopping: {patience: 2, minDelta: 1000}").epochs())
                .isEqualTo(1);
        assertThat(outcome("earlyStopping: {patience: 4}").epochs()).isGreaterThan(1);
    }

    /** Each trial has the network that it drew, and the one that did best on the inner split is trained on the whole window. */
    @Test
    void shouldChooseTheLayersByTheInnerSplit() {
        // When
        FoldOutcome searched = outcome("search: {trials: 6, units: [1, 2, 16], learningRate: [0.01, 0.3]}");

        // Then
        double units = searched.hyperParameters().get("units");
        assertThat(units).isIn(1.0, 2.0, 16.0);
        assertThat(searched.hyperParameters()).containsOnlyKeys("units", "learning_rate", "batch_size");
        String declared = "optimizer: {sgd: {learningRate: %s}}"
                .formatted(searched.hyperParameters().get("learning_rate"));
        assertThat(outcome(declared, (int) units).scores()).isEqualTo(searched.scores());
        assertThat(outcome(declared, units == 1 ? 2 : 1).scores()).isNotEqualTo(searched.scores());
    }

    private static List<Double> scores(String key) {
        return Arrays.stream(outcome(key).scores()).boxed().toList();
    }

    private static FoldOutcome outcome(String key) {
        return outcome(key, 4);
    }

    private static FoldOutcome outcome(String key, int units) {
        String optimizer = key.startsWith("optimizer") ? key : "optimizer: {sgd: {learningRate: 0.1}}";
        String rest = key.startsWith("optimizer") ? "epochs: 4" : key.startsWith("epochs") ? key : "epochs: 4, " + key;
        PipelineSpec pipeline = PipelineSpec.parse("""
                pipeline: p
                input: {kind: bars, period: month}
                windows: {lags: 4}
                model: {layers: [{dense: {units: %d}}]}
                train: {%s, batchSize: 32, seed: 7, %s}
                evaluate: {folds: 1, trainPeriods: 12, testPeriods: 2, validationPeriods: 4}
                """.formatted(units, optimizer, rest));
        Panel panel = panel();
        Experiment experiment = Experiment.of(pipeline, panel);
        try (FoldNetwork network = new FoldNetwork(pipeline, Device.CPU, 1, new Stop())) {
            return network.learn(experiment.panel(), experiment.folds().get(0));
        }
    }

    /** Twelve instruments over twenty periods; up where the newest return was. */
    private static Panel panel() {
        Random random = new Random(1);
        float[] returns = new float[ROWS * LAGS];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = (float) random.nextGaussian();
        }
        double[] newest = IntStream.range(0, ROWS)
                .mapToDouble(row -> returns[row * LAGS + LAGS - 1])
                .toArray();
        long[] periods = IntStream.range(0, ROWS).mapToLong(row -> row / 12).toArray();
        double[] volume = new double[ROWS];
        Arrays.fill(volume, Double.NaN);
        return new Panel(
                IntStream.range(0, ROWS).mapToObj(row -> "I" + row % 12).toArray(String[]::new),
                periods,
                periods.clone(),
                new Features(returns, LAGS),
                newest,
                volume,
                IntStream.range(0, ROWS)
                        .mapToObj(row -> new Panel.Label(row / 12 + 1, newest[row] / 100, newest[row] > 0))
                        .toArray(Panel.Label[]::new));
    }
}
