package io.fovea.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeriodObserverTest {

    @Test
    void shouldTellMeanAndSpreadOfEachChannelAndOfTheScores() {
        // Given: the second of three values is a rank, which is not looked at
        Map<String, Integer> channels = new LinkedHashMap<>();
        channels.put("return", 0);
        channels.put("volumeChange", 2);
        var observer = new PeriodObserver(channels);

        // When
        double[] inputs = observer.inputs(List.of(new float[] {1, -0.5f, 4}, new float[] {3, 0.5f, 4}));
        double[] scores = observer.scores(new double[] {0.2, 0.4, 0.6});

        // Then
        assertThat(observer.inputNames())
                .containsExactly("return_mean", "return_spread", "volumeChange_mean", "volumeChange_spread");
        assertThat(inputs).containsExactly(new double[] {2, 1, 4, 0}, within(1e-12));
        assertThat(observer.scoreNames()).containsExactly("score_mean", "score_spread");
        assertThat(scores).containsExactly(new double[] {0.4, Math.sqrt(0.08 / 3)}, within(1e-12));
    }
}
