package io.fovea.predictor.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.tensorcodec.TensorCodec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopClassesTest {

    private static final List<String> LABELS = List.of("a", "b", "c", "d");

    @Test
    void shouldListTheMostProbableFirst() {
        // When
        List<ClassProbability> top = TopClasses.of(probabilities(0.2f, 0.5f, 0.1f, 0.2f), LABELS, 3);

        // Then
        assertThat(top).extracting(ClassProbability::getLabel).containsExactly("b", "a", "d");
        assertThat(top).extracting(ClassProbability::getIndex).containsExactly(1, 0, 3);
        assertThat(top.get(0).getProbability()).isEqualTo(0.5f);
    }

    @Test
    void shouldListAllWhenThereAreFewer() {
        assertThat(TopClasses.of(probabilities(0.2f, 0.5f, 0.1f, 0.2f), LABELS, 5))
                .hasSize(4);
    }

    @Test
    void shouldKeepTheOrderOfEqualsAmongMany() {
        // Given
        float[] numbers = new float[1000];
        numbers[999] = 0.5f;
        numbers[7] = 0.2f;
        numbers[500] = 0.2f;
        List<String> labels =
                IntStream.range(0, 1000).mapToObj(Integer::toString).toList();

        // When
        List<ClassProbability> top = TopClasses.of(probabilities(numbers), labels, 5);

        // Then
        assertThat(top).extracting(ClassProbability::getIndex).containsExactly(999, 7, 500, 0, 1);
    }

    private static ByteString probabilities(float... numbers) {
        return TensorCodec.float32("p", new long[] {numbers.length}, numbers).getRawContents();
    }
}
