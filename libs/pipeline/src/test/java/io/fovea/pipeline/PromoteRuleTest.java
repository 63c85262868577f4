package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromoteRuleTest {

    @ParameterizedTest
    @CsvSource({
        "accuracy > 0.97,0.98,true", "accuracy > 0.97,0.97,false", "accuracy >= 0.97,0.97,true",
        "accuracy < .5,0.4,true", "accuracy<=0.5,0.51,false", "accuracy > 0,NaN,false"
    })
    void shouldHoldFigureAgainstNumber(String rule, double accuracy, boolean holds) {
        // Given
        PromoteRule promote = PromoteRule.parse(rule);

        // When / Then
        assertThat(promote.holds(Map.of("val_accuracy", accuracy))).isEqualTo(holds);
    }

    @Test
    void shouldTakeTestFigureWhereThereIsOne() {
        // Given
        PromoteRule promote = PromoteRule.parse("loss < 0.1");

        // When / Then
        assertThat(promote.holds(Map.of("val_loss", 0.05, "test_loss", 0.2))).isFalse();
        assertThat(promote.holds(Map.of("val_loss", 0.05, "loss", 0.2))).isTrue();
    }

    @Test
    void shouldTakeOnlyTheMetricThatIsPrefixed() {
        // Given
        PromoteRule promote = PromoteRule.parse("val_accuracy > 0.9");

        // When / Then
        assertThat(promote.holds(Map.of("val_accuracy", 0.95, "test_accuracy", 0.5)))
                .isTrue();
        assertThat(promote.holds(Map.of("test_accuracy", 0.95))).isFalse();
    }

    @Test
    void shouldNotHoldWithoutFigure() {
        // Given
        PromoteRule promote = PromoteRule.parse("accuracy > 0.5");

        // When / Then
        assertThat(promote.holds(Map.of("accuracy", 0.99))).isFalse(); // on what it was trained on
    }

    @Test
    void shouldHoldWhereAllConditionsDo() {
        // Given
        PromoteRule promote = PromoteRule.parse("ic_t > 2 and control_ic_t < 2 and control_ic_t > -2");

        // When / Then
        assertThat(promote.holds(Map.of("test_ic_t", 2.5, "control_ic_t", 0.3))).isTrue();
        assertThat(promote.holds(Map.of("test_ic_t", 2.5, "control_ic_t", -2.3)))
                .isFalse();
        assertThat(promote.holds(Map.of("test_ic_t", 2.5))).isFalse(); // no control was run
        assertThat(promote.figures(Map.of("test_ic_t", 2.5), Object::toString))
                .isEqualTo("ic_t is 2.5 and control_ic_t is not known");
        assertThat(promote).hasToString("ic_t > 2.0 and control_ic_t < 2.0 and control_ic_t > -2.0");
    }

    @Test
    void shouldKnowMetricsWithDigitsInTheirNames() {
        // Given
        PromoteRule promote = PromoteRule.parse("f1_score > 0.8 and val_top_3_accuracy >= 0.9");

        // When / Then
        assertThat(promote.holds(Map.of("test_f1_score", 0.85, "val_top_3_accuracy", 0.9)))
                .isTrue();
        assertThat(promote.holds(Map.of("test_f1_score", 0.85, "test_top_3_accuracy", 0.9)))
                .isFalse();
    }

    @Test
    void shouldReadWhatItWrites() {
        // Given
        PromoteRule promote = PromoteRule.parse("  test_loss<=1e-3 ");

        // When / Then
        assertThat(promote).hasToString("test_loss <= 0.001").isEqualTo(PromoteRule.parse(promote.toString()));
    }
}
