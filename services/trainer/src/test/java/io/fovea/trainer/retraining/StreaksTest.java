package io.fovea.trainer.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.proto.drift.v1.Drift;
import org.junit.jupiter.api.Test;

class StreaksTest {

    private final Streaks streaks = new Streaks();

    @Test
    void shouldCountDriftedWindowsInARow() {
        assertThat(streaks.of(drifted("1"))).isEqualTo(1);
        assertThat(streaks.of(drifted("1"))).isEqualTo(2);
        assertThat(streaks.of(clean("1"))).isZero();
        assertThat(streaks.of(drifted("1"))).isEqualTo(1);
    }

    @Test
    void shouldCountVersionsApart() {
        assertThat(streaks.of(drifted("1"))).isEqualTo(1);
        assertThat(streaks.of(drifted("2"))).isEqualTo(1);
        assertThat(streaks.of(clean("2"))).isZero();
        assertThat(streaks.of(drifted("1"))).isEqualTo(2);
    }

    private static Drift drifted(String version) {
        return clean(version).toBuilder().addDrifted("classes").build();
    }

    private static Drift clean(String version) {
        return Drift.newBuilder().setModelVersion(version).build();
    }
}
