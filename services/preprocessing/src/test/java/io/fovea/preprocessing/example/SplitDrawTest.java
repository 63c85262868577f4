package io.fovea.preprocessing.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.proto.example.v1.Split;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitDrawTest {

    @Test
    void shouldPutTheShareIntoValidation() {
        // When
        long validation = IntStream.range(0, 10_000)
                .filter(i -> SplitDraw.of("id-" + i, 0.2) == Split.SPLIT_VALIDATION)
                .count();

        // Then
        assertThat(validation / 10_000.0).isCloseTo(0.2, within(0.012)); // three standard deviations
    }

    @Test
    void shouldDrawTheSameForTheSameId() {
        assertThat(IntStream.range(0, 100).mapToObj(i -> SplitDraw.of("id-" + i, 0.5)))
                .containsExactlyElementsOf(IntStream.range(0, 100)
                        .mapToObj(i -> SplitDraw.of("id-" + i, 0.5))
                        .toList());
    }

    @Test
    void shouldKeepAnIdInValidationWhenTheShareGrows() {
        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> "id-" + i)
                        .filter(id -> SplitDraw.of(id, 0.1) == Split.SPLIT_VALIDATION))
                .allMatch(id -> SplitDraw.of(id, 0.3) == Split.SPLIT_VALIDATION);
    }

    @Test
    void shouldTrainOnEverythingWhenNothingIsKept() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> SplitDraw.of("id-" + i, 0)))
                .containsOnly(Split.SPLIT_TRAIN);
    }
}
