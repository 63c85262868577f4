package io.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void shouldWriteNumbersAsPeopleReadThem() {
        assertThat(Figures.count(8000)).isEqualTo("8,000");
        assertThat(Figures.count(1, "image")).isEqualTo("1 image");
        assertThat(Figures.count(0, "image")).isEqualTo("0 images");
        assertThat(Figures.metric(0.97651)).isEqualTo("0.9765");
        assertThat(Figures.percent(0.9765)).isEqualTo("97.7 %");
        assertThat(Figures.percent(Double.NaN)).isEqualTo("-");
    }

    @Test
    void shouldSayNoRateOfAFew() {
        assertThat(Figures.rate(8_000, "image", Duration.ofSeconds(2))).isEqualTo(", 4,000 images/s");
        assertThat(Figures.rate(250, "image", Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void shouldWriteTimesInAUnitThatFits() {
        assertThat(Figures.seconds(Duration.ofMillis(412))).isEqualTo("0.4 s");
        assertThat(Figures.seconds(Duration.ofSeconds(99))).isEqualTo("99.0 s");
        assertThat(Figures.seconds(Duration.ofMillis(99_960))).isEqualTo("100 s");
        assertThat(Figures.seconds(Duration.ofSeconds(725))).isEqualTo("12 min 5 s");
        assertThat(Figures.rounded(Duration.ofNanos(1_234_567_890))).isEqualTo(1.234);
    }
}
