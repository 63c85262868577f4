package io.fovea.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.proto.example.v1.BarWindow;
import io.fovea.proto.prediction.v1.Signal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static final BarWindow MARCH = BarWindow.newBuilder()
            .setInstrument("MSFT")
            .setPeriodEndMillis(3000)
            .setAsOfMillis(3000)
            .setDollarVolume(7)
            .build();

    /** April's label was known at 4000: a model that has learned it knows what became of March. */
    @Test
    void shouldSayWhetherTheModelHadSeenWhatCameAfter() {
        assertThat(Scores.signal(MARCH, 0.5f, Instant.ofEpochMilli(4000)).getInSample())
                .isTrue();
        assertThat(Scores.signal(MARCH, 0.5f, Instant.ofEpochMilli(3000)).getInSample())
                .as("the newest label it has is the one that March's own return is")
                .isFalse();
    }

    @Test
    void shouldCarryWhatTheWindowSays() {
        Signal signal = Scores.signal(MARCH, 0.5f, null);

        assertThat(signal.getInstrument()).isEqualTo("MSFT");
        assertThat(signal.getDollarVolume()).isEqualTo(7);
        assertThat(signal.getTrainedUntilMillis()).isZero();
        assertThat(signal.getInSample()).isFalse();
    }
}
