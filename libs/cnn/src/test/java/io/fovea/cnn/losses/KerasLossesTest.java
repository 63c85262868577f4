package io.fovea.cnn.losses;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.KerasNumbers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each loss beside Keras', and its gradient beside JAX' of that: six examples of four classes, one of ties only, one sure and right,
 * one sure and wrong; none is of the second class. Keras' focal losses take {@code 1 - p} in float32, and lose digits there.
 */
class KerasLossesTest {
    private static final JsonNode LOSSES = KerasNumbers.part("losses");
    private static final int ROWS = 6;

    private static final Map<String, Loss> OURS = Map.ofEntries(
            entry("categorical", new CategoricalCrossentropy()),
            entry("categorical_smoothed", new CategoricalCrossentropy().labelSmoothing(0.1)),
            entry("sparse", new SparseCategoricalCrossentropy()),
            entry("binary", new BinaryCrossentropy()),
            entry("binary_smoothed", new BinaryCrossentropy().labelSmoothing(0.2)),
            entry("categorical_focal", new CategoricalFocalCrossentropy()),
            entry("binary_focal", new BinaryFocalCrossentropy()),
            entry(
                    "binary_focal_balanced",
                    new BinaryFocalCrossentropy().alpha(0.3).gamma(1.5)),
            entry("mean_squared", new MeanSquaredError()),
            entry("mean_absolute", new MeanAbsoluteError()),
            entry("huber", new Huber(1.5)));

    static List<String> names() {
        return KerasNumbers.names(LOSSES.path("of"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldCostAndLeanAsInKeras(String name) {
        // Given
        HostTensor logits = matrix(KerasNumbers.floats(LOSSES.path("logits")));
        JsonNode expected = LOSSES.path("of").path(name);

        // When
        LossRun run = LossRun.of(OURS.get(name), targets(name), logits);

        // Then
        KerasNumbers.assertClose(run.perExample(), expected.path("losses"), tolerance(name));
        KerasNumbers.assertClose(run.gradient(), expected.path("gradient"), tolerance(name));
    }

    @Test
    void shouldBeHeldAgainstKerasWithEveryLoss() {
        assertThat(OURS.keySet()).containsExactlyInAnyOrderElementsOf(names());
    }

    private static double tolerance(String name) {
        return name.contains("focal") ? 1e-5 : 2e-6;
    }

    private static HostTensor targets(String name) {
        long[] classes = KerasNumbers.longs(LOSSES.path("classes"));
        if (name.equals("sparse")) {
            return HostTensor.int64(new long[] {ROWS}, classes);
        }
        if (name.startsWith("categorical")) {
            float[] oneHot = new float[4 * ROWS];
            for (int row = 0; row < ROWS; row++) {
                oneHot[4 * row + (int) classes[row]] = 1;
            }
            return matrix(oneHot);
        }
        return matrix(KerasNumbers.floats(LOSSES.path(name.startsWith("binary") ? "yes" : "values")));
    }

    private static HostTensor matrix(float[] values) {
        return HostTensor.float32(new long[] {ROWS, 4}, values);
    }
}
