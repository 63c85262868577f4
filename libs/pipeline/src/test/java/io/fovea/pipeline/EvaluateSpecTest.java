package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateSpecTest {
    private static final String PIPELINE = """
            pipeline: p
            input: {kind: bars, period: month}
            windows: {lags: 12}
            model: {architecture: monthlyreturns}
            """;

    @Test
    void shouldReadEveryKey() {
        EvaluateSpec evaluate = parse("""
                evaluate:
                  folds: 36
                  trainPeriods: 120
                  testPeriods: 2
                  validationPeriods: 12
                  embargoPeriods: 1
                  window: expanding
                  minHistory: 24
                  costBps: 2.5
                  control: false
                  dataHindsight: Only tickers that lived.
                  mistakes: [misaligned, epochByTest, survivors]
                """);

        assertThat(evaluate)
                .isEqualTo(new EvaluateSpec(
                        36,
                        120,
                        2,
                        12,
                        1,
                        true,
                        24,
                        2.5,
                        false,
                        Optional.of("Only tickers that lived."),
                        List.of(EvaluateSpec.Mistake.values())));
    }

    @Test
    void shouldHaveDefaults() {
        assertThat(parse(""))
                .isEqualTo(new EvaluateSpec(5, 60, 1, 6, 0, false, 1, 10, true, Optional.empty(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{folds: 0} | evaluate.folds: 0 is not allowed; allowed: a whole number from 1 to 1000.",
                "{costBps: -1} | evaluate.costBps: -1 is not allowed; allowed: a number from 0 to 10000.",
                "{window: growing} | evaluate.window: \"growing\" is not allowed; allowed: fixed or expanding.",
                "{mistakes: [leak]} | evaluate.mistakes[0]: \"leak\" is not allowed; allowed: misaligned, epochByTest or"
                        + " survivors.",
                "{trainPeriods: 6} | evaluate.validationPeriods: 6 is not allowed where evaluate.trainPeriods is 6;"
                        + " allowed: fewer, so that some are left to fit on.",
            })
    void shouldSayWhatIsWrong(String evaluate, String expected) {
        assertThatThrownBy(() -> parse("evaluate: " + evaluate)).hasMessageContaining(expected);
    }

    private static EvaluateSpec parse(String evaluate) {
        return PipelineSpec.parse(PIPELINE + evaluate).market().orElseThrow().evaluate();
    }
}
