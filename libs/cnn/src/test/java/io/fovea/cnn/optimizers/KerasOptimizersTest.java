package io.fovea.cnn.optimizers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fovea.cnn.Device;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Input;
import io.fovea.cnn.KerasNumbers;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.Weight;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.losses.Loss;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** One, three and ten steps of a small network, beside the same steps of Keras; a row of its first kernel has no gradient. */
class KerasOptimizersTest {
    private static final JsonNode NETWORK = KerasNumbers.part("network");
    private static final JsonNode WEIGHTS_AFTER = KerasNumbers.part("optimizers");

    private static final Map<String, Optimizer> OPTIMIZERS = Map.ofEntries(
            entry("sgd", new Sgd(0.1)),
            entry("momentum", new Sgd(0.1, 0.9, false)),
            entry("nesterov", new Sgd(0.1, 0.9, true)),
            entry("rmsprop", new RmsProp(0.02)),
            entry("rmsprop_momentum", new RmsProp(0.02, 0.8, 0.5, 1e-7, false)),
            entry("rmsprop_centered", new RmsProp(0.02, 0.9, 0.5, 1e-7, true)),
            entry("adam", new Adam(0.02)),
            entry("adam_betas", new Adam(0.02, 0.8, 0.9, 1e-3, false)),
            entry("amsgrad", new Adam(0.02, 0.9, 0.7, 1e-7, true)),
            entry("adamw", new AdamW(0.02).weightDecay(0.004, "bias")),
            entry("adamw_decay", new AdamW(0.02).weightDecay(0.5, "bias")),
            entry("adagrad", new Adagrad(0.05)),
            entry("nadam", new Nadam(0.02)),
            entry("clip_value", new Sgd(0.1, 0.9, false).clipValue(0.05)),
            entry("clip_norm", new Adagrad(0.05).clipNorm(0.1)),
            entry("global_clip_norm", new Sgd(0.1, 0.9, false).globalClipNorm(0.2)),
            entry("decay", new Sgd(0.1, 0.9, false).weightDecay(0.3, "bias")),
            entry("average", new Sgd(0.1).ema(0.7)),
            entry("average_overwrites", new Adam(0.02).ema(new MovingAverage(0.7).overwriteEvery(4))),
            entry("schedule", new Nadam().schedule(new CosineDecay(0.05, 6, 0.1).afterWarmUp(0.01, 3))));

    static Stream<Arguments> cases() {
        return KerasNumbers.names(WEIGHTS_AFTER).stream()
                .flatMap(name -> KerasNumbers.names(WEIGHTS_AFTER.path(name)).stream()
                        .map(steps -> Arguments.of(name, Integer.valueOf(steps))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldStepAsKeras(String name, int steps) {
        // Given
        Model model = network();
        model.namedWeights().forEach((path, weight) -> weight.set(start(path, weight)));
        Loss loss = Loss.sparseCategoricalCrossentropyFromLogits();
        try (TrainableModel trainable = model.compile(OPTIMIZERS.get(name), loss, new Options(1, Device.CPU, 1))) {
            // When
            trainable.fit(examples(), new FitOptions(4, steps));

            // Then
            KerasNumbers.assertClose(
                    flat(trainable.weights()), WEIGHTS_AFTER.path(name).path(String.valueOf(steps)), 2e-6);
        }
    }

    @Test
    void shouldBeHeldAgainstKerasWithEveryRule() {
        assertThat(OPTIMIZERS.keySet()).containsExactlyInAnyOrderElementsOf(KerasNumbers.names(WEIGHTS_AFTER));
    }

    private static Model network() {
        return Model.of(Input.float32("x", Shape.of(3))
                .then(new Dense(4).activation(Activation.TANH).named("hidden"))
                .then(new Dense(3).named("logits")));
    }

    private static HostTensor start(String path, Weight weight) {
        return HostTensor.float32(weight.shape().asArray(), KerasNumbers.floats(NETWORK.required(path)));
    }

    private static ArrayDataset examples() {
        return new ArrayDataset(
                HostTensor.float32(new long[] {4, 3}, KerasNumbers.floats(NETWORK.path("inputs"))),
                KerasNumbers.longs(NETWORK.path("labels")));
    }

    private static float[] flat(Map<String, HostTensor> weights) {
        List<float[]> all = List.of("hidden/kernel", "hidden/bias", "logits/kernel", "logits/bias").stream()
                .map(path -> weights.get(path).toFloats())
                .toList();
        float[] flat = new float[all.stream().mapToInt(values -> values.length).sum()];
        int place = 0;
        for (float[] values : all) {
            System.arraycopy(values, 0, flat, place, values.length);
            place += values.length;
        }
        return flat;
    }
}
