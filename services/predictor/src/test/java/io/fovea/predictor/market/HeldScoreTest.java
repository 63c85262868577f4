package io.fovea.predictor.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.messaging.HeldTrace;
import io.fovea.proto.prediction.v1.Prediction;
import org.junit.jupiter.api.Test;

class HeldScoreTest {

    private static final Prediction PREDICTION =
            Prediction.newBuilder().setId("A@1000").setModel("p/1").build();

    @Test
    void shouldKeepItsTrace() {
        // Given
        var trace = new HeldTrace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1");

        // When
        var held = new HeldScore(PREDICTION, trace, 1_700_000_000_000L);

        // Then
        assertThat(HeldScore.of(held.toBytes())).isEqualTo(held);
    }

    @Test
    void shouldReadWhatAnOlderPredictorHasStored() {
        assertThat(HeldScore.of(PREDICTION.toByteArray())).isEqualTo(new HeldScore(PREDICTION, HeldTrace.NONE, 0));
        assertThat(new HeldScore(PREDICTION, HeldTrace.NONE, 7).toBytes()).isEqualTo(PREDICTION.toByteArray());
        assertThat(HeldScore.of(new byte[0]).prediction()).isEqualTo(Prediction.getDefaultInstance());
    }
}
