package io.fovea.cnn.optimizers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.KerasNumbers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twenty steps of each schedule beside Keras', which computes them in float32. */
class KerasSchedulesTest {
    private static final Map<String, LearningRateSchedule> SCHEDULES = Map.ofEntries(
            entry("step", new PiecewiseConstantDecay(List.of(3L, 9L), List.of(0.1, 0.05, 0.01))),
            entry("exponential", new ExponentialDecay(0.1, 6, 0.5)),
            entry("exponential_stairs", new ExponentialDecay(0.1, 6, 0.5, true)),
            entry("inverse_time", new InverseTimeDecay(0.1, 6, 0.5)),
            entry("polynomial", new PolynomialDecay(0.1, 11, 0.01, 2, false)),
            entry("polynomial_cycle", new PolynomialDecay(0.1, 7, 0.01, 0.5, true)),
            entry("cosine", new CosineDecay(0.1, 13, 0.05)),
            entry("cosine_warm_up", new CosineDecay(0.2, 9, 0.05).afterWarmUp(0.02, 4)),
            entry("cosine_restarts", new CosineDecayRestarts(0.1, 4, 1.5, 0.7, 0.02)),
            entry("cosine_restarts_alike", new CosineDecayRestarts(0.1, 4, 1, 1, 0)));

    static List<String> names() {
        return KerasNumbers.names(KerasNumbers.part("schedules"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldGiveKerasRates(String name) {
        // Given
        LearningRateSchedule schedule = SCHEDULES.get(name);
        double[] rates = KerasNumbers.doubles(KerasNumbers.part("schedules").path(name));

        // When, Then
        for (int step = 0; step < rates.length; step++) {
            assertThat(schedule.at(step)).as("step %d", step).isCloseTo(rates[step], offset(1e-7));
        }
    }

    @Test
    void shouldBeHeldAgainstKerasWithEverySchedule() {
        assertThat(SCHEDULES.keySet()).containsExactlyInAnyOrderElementsOf(names());
    }
}
