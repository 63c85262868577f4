package io.fovea.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WilsonIntervalTest {

    /** By hand: 8 of 10 with z 1.96 is 0.4902 to 0.9433; 10 of 10 is n / (n + z squared) to 1. */
    @Test
    void shouldBeWhatWilsonsFormulaGives() {
        assertThat(WilsonInterval.of(8, 10).low()).isEqualTo(0.4902, Offset.offset(1e-4));
        assertThat(WilsonInterval.of(8, 10).high()).isEqualTo(0.9433, Offset.offset(1e-4));
        assertThat(WilsonInterval.of(10, 10).low()).isEqualTo(10 / (10 + 3.8414588), Offset.offset(1e-6));
        assertThat(WilsonInterval.of(10, 10).high()).isEqualTo(1, Offset.offset(1e-12));
        assertThat(WilsonInterval.of(0, 3).low()).isEqualTo(0, Offset.offset(1e-12));
    }

    @Test
    void shouldRefuseWhatIsNoShare() {
        assertThatThrownBy(() -> WilsonInterval.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WilsonInterval.of(4, 3)).hasMessage("Expected 0 to 3 right, received 4.");
    }
}
