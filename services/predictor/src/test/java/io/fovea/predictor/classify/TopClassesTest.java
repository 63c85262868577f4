package io.fovea.predictor.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.tensorcodec.TensorCodec;
import java.util.List;
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

    private static ByteString probabilities(float... numbers) {
        return TensorCodec.float32("p", new long[] {numbers.length}, numbers).getRawContents();
    }
}
