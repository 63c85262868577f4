package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialRuleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            agreement > 0.98                                       | true
            agreement >= 0.99                                      | true
            agreement < 0.99                                       | false
            agreement > 0.98 and p99 < 21ms                        | true
            agreement > 0.98 and p99 < 19.9ms                      | false
            p99 < 0.02s                                            | false
            p99 <= 0.02s and p99 <= 20000us                        | true
            agreement > 1 or p99_ratio < 1.5                       | true
            agreement > 1 or p99_ratio < 1.5 and errors > 0.5      | false
            (agreement > 1 or p99_ratio < 1.5) and errors <= .001  | true
            errors<=1e-3                                           | true
            accuracy > 0                                           | false
            accuracy <= 1                                          | false
            accuracy > 0 or agreement > 0                          | true
            accuracy_gain > -0.01                                  | false
            """)
    void shouldHold(String rule, boolean holds) {
        // Given: no label has come
        Map<String, Double> figures = Map.of("agreement", 0.99, "errors", 0.001, "p99", 20.0, "p99_ratio", 1.2);

        // Then
        assertThat(TrialRule.parse(rule).holds(figures)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            agreement >                   | character 12: expected a number, and the rule ends
            agreement > high              | character 13: expected a number, and there is "high"
            agreement 0.98                | character 11: expected one of > >= < <=, and there is "0.98"
            agreement > 0.98 p99 < 20ms   | character 18: expected "and", "or" or the end, and there is "p99 < 20ms"
            agreement > 0.98 and          | character 21: expected a figure, and the rule ends
            (agreement > 0.98             | character 18: expected ")", "and" or "or", and the rule ends
            agrement > 0.98               | character 1: there is no figure "agrement"
            p99 < 20                      | character 9: p99 is a time: a number with us, ms or s, such as 20ms
            p99 < 20%                     | character 9: p99 is a time
            agreement > 98%               | character 15: agreement takes no unit
            agreement > 98                | character 13: agreement is at most 1: maybe 0.98
            System.exit(1)                | character 1: there is no figure "System"
            """)
    void shouldSayWhereARuleIsWrong(String rule, String message) {
        assertThatThrownBy(() -> TrialRule.parse(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void shouldRefuseParenthesesWithoutEnd() {
        assertThatThrownBy(() -> TrialRule.parse("(".repeat(100_000))).hasMessageContaining("at most 20 deep");
    }

    @Test
    void shouldSayWhatItSaw() {
        assertThat(TrialRule.parse("agreement > 0.98 and (p99 < 20ms or accuracy > 0.9) and agreement < 1")
                        .figures(Map.of("agreement", 0.99123, "p99", 3.2)))
                .isEqualTo("agreement is 0.9912 and p99 is 3.20 ms and accuracy is not known");
    }

    @Test
    void shouldBeRefusedWhenTheFileIsRead() {
        // Given
        String file = """
                pipeline: shapes
                input: {kind: image, channels: 1, size: [4, 4]}
                model: {architecture: ffnn, classes: 2}
                serve:
                  canary:
                    promote: {when: "agreement > 0.98 and p99 < fast"}
                """;

        // Then
        assertThatThrownBy(() -> PipelineSpec.parse(file))
                .isInstanceOf(PipelineFileException.class)
                .hasMessageContaining("serve.canary.promote.when")
                .hasMessageContaining("At character 28: expected a number, and there is \"fast\"");
    }

    @Test
    void shouldReadHowATrialEnds() {
        // When
        ServeSpec serve = PipelineSpec.parse("""
                pipeline: shapes
                input: {kind: image, channels: 1, size: [4, 4]}
                model: {architecture: ffnn, classes: 2}
                serve: {shadow: {promote: {when: "agreement > 0.98", minutes: 5}}}
                """).serve();

        // Then
        assertThat(serve.canary()).isEqualTo(TrialSpec.NONE);
        assertThat(serve.shadow().promote().orElseThrow())
                .returns("agreement > 0.98", decision -> decision.when().toString())
                .returns(1000L, TrialSpec.Decision::answers)
                .returns(5, TrialSpec.Decision::minutes);
    }
}
