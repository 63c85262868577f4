package io.fovea.predictor.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.predictor.labels.SignalPeriod.Judged;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.prediction.v1.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalPeriodTest {

    @Test
    void shouldComeBackFromItsBytes() {
        // Given: the longest name that a bar may have
        String longest = "X".repeat(64);
        var period = new SignalPeriod();
        period.add(outcome("A", 0.25, -0.5f, 2_000));
        period.add(outcome(longest, 0.75, 0.5f, 1_000));
        period.add(outcome("A", 0.5, 0.25f, 3_000)); // corrected

        // When
        SignalPeriod back = SignalPeriod.of(period.toBytes());

        // Then
        Map<String, Judged> signals = new LinkedHashMap<>();
        back.forEach(signals::put);
        assertThat(signals)
                .containsExactly(Map.entry("A", new Judged(0.5, 0.25f)), Map.entry(longest, new Judged(0.75, 0.5f)));
        assertThat(back.fromMillis()).isEqualTo(1_000);
        assertThat(back.toMillis()).isEqualTo(3_000);
        assertThat(back.accuracy(0.5)).isEqualTo(0.5);
    }

    @Test
    void shouldHoldAsManyInstrumentsAsThereAre() {
        // Given
        var period = new SignalPeriod();
        for (int i = 0; i < 3_000; i++) {
            period.add(outcome("I" + i, i, -i, i));
        }

        // When
        SignalPeriod back = SignalPeriod.of(period.toBytes());
        back.add(outcome("more", 1, 1, 1));

        // Then
        Map<String, Judged> signals = new LinkedHashMap<>();
        SignalPeriod.of(back.toBytes()).forEach(signals::put);
        assertThat(signals)
                .hasSize(3_001)
                .containsEntry("I2999", new Judged(2_999, -2_999))
                .containsKey("more");
    }

    @Test
    void shouldCountWhatIsLeftOutOverARestart() {
        LeftOut all = LeftOut.NOTHING
                .with(Signal.newBuilder().setInSample(true).build())
                .with(Signal.newBuilder().setInSample(true).setRank(1).build())
                .with(Signal.newBuilder().build());

        assertThat(LeftOut.of(all.toBytes())).isEqualTo(new LeftOut(2, 1));
    }

    private static Outcome outcome(String instrument, double score, float realized, long predictedAt) {
        return Outcome.newBuilder()
                .setPredictedAtMillis(predictedAt)
                .setSignal(Signal.newBuilder().setInstrument(instrument).setScore(score))
                .setRealizedReturn(realized)
                .build();
    }
}
