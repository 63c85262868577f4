package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.messaging.Rejection.InferenceFailed;
import io.fovea.testing.RecordedOutput;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchInferenceTest {

    private final FakeEngine engine = new FakeEngine();
    private final RecordedOutput output = new RecordedOutput();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void shouldAnswerInOrder() {
        // When
        answer(8, candidates(1, 2, 3, 4, 5, 6));

        // Then
        assertThat(output.texts()).containsExactly("0 of 6", "1 of 6", "2 of 6", "3 of 6", "4 of 6", "5 of 6");
        assertThat(meters.counter("fovea.test.model.records", "pipeline", "sums", "model", "sums", "version", "3")
                        .count())
                .isEqualTo(6);
    }

    @Test
    void shouldRejectOnlyTheGuiltyRecord() {
        // When
        answer(8, candidates(1, 2, 3, 13, 5, 6, 7, 8));

        // Then
        assertThat(output.texts())
                .containsExactly("0 of 2", "1 of 2", "2 of 1", "4 of 4", "5 of 4", "6 of 4", "7 of 4");
        assertThat(output.rejected()).containsOnlyKeys(3L);
        assertThat(output.rejected().get(3L).reason())
                .startsWith("INFERENCE_FAILED")
                .contains("sums/3", "unlucky");
    }

    @Test
    void shouldBlameNobodyWhenTheModelFailsOnZerosToo() {
        // Given
        engine.ill = true;

        // When, Then
        assertThatThrownBy(() -> answer(8, candidates(1, 2, 3))).isInstanceOf(ModelRefusedException.class);
        assertThat(output.rejected()).isEmpty();
        assertThat(output.texts()).isEmpty();
    }

    @Test
    void shouldRejectAnAnswerThatIsNoNumber() {
        // When
        answer(8, candidates(1, -1, 2));

        // Then
        assertThat(output.texts()).containsExactly("0 of 3", "2 of 3");
        assertThat(output.rejected().get(1L)).isInstanceOf(InferenceFailed.class);
    }

    private void answer(int largestBatch, List<Candidate> candidates) {
        LoadedModel model = Samples.model(engine);
        ServingMetrics metrics = new ServingMetrics(meters, "test");
        new BatchInference(Samples.role(), Samples.pipeline(largestBatch), model, List.of(), output, metrics)
                .answer(candidates);
    }

    private static List<Candidate> candidates(float... numbers) {
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> new Candidate(
                        Samples.record(i, numbers[i], 0), Samples.example(numbers[i], 0), Samples.x(numbers[i], 0)))
                .toList();
    }
}
