package io.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepLineTest {

    private static final Duration TIME = Duration.ofMillis(12_340);

    @Test
    void shouldDrawBarDetailAndTime() {
        // Given
        var line = new StepLine("train", Glyphs.ASCII, Ink.PLAIN, 100);

        // When
        String drawn = line.moving(0.5, "epoch 10/20  loss 0.2134", TIME, 0);

        // Then
        assertThat(drawn)
                .startsWith("|  train    ============............  epoch 10/20  loss 0.2134 ")
                .endsWith(" 12.3 s");
    }

    @Test
    void shouldDrawNoBarWhereNobodyKnowsHowFarItIs() {
        String drawn = new StepLine("start", Glyphs.ASCII, Ink.PLAIN, 100).moving(Double.NaN, "Kafka", TIME, 1);
        assertThat(drawn).startsWith("/  start    Kafka ");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 69, 80, 200})
    void shouldNeverWrap(int columns) {
        // Given
        var line = new StepLine("train", Glyphs.UNICODE, Ink.PLAIN, columns);

        // When
        String drawn = line.moving(0.99, "x".repeat(500), TIME, 7);

        // Then
        assertThat(drawn.length()).isLessThan(columns);
    }

    @Test
    void shouldMarkHowItEnded() {
        var line = new StepLine("train", Glyphs.UNICODE, Ink.PLAIN, 100);
        assertThat(line.done("digits/1", TIME)).startsWith("✓  train");
        assertThat(line.failed("", TIME)).startsWith("✗  train");
    }
}
