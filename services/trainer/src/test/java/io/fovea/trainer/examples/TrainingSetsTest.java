package io.fovea.trainer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fovea.proto.example.v1.Split;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingSetsTest {
    @Test
    void shouldSplitAsMarkedAndSortById() {
        // When
        TrainingSets sets = TrainingSets.of(
                List.of(
                        example("d", Split.SPLIT_TRAIN),
                        example("a", Split.SPLIT_TEST),
                        example("c", Split.SPLIT_VALIDATION),
                        example("b", Split.SPLIT_UNSPECIFIED)),
                0.5);

        // Then
        assertThat(sets.train()).extracting(LabelledExample::id).containsExactly("b", "d");
        assertThat(sets.validation()).extracting(LabelledExample::id).containsExactly("c");
        assertThat(sets.test()).extracting(LabelledExample::id).containsExactly("a");
    }

    @Test
    void shouldKeepAShareForValidationWhenNoneIsMarked() {
        // Given
        List<LabelledExample> examples = IntStream.range(0, 10)
                .mapToObj(i -> example("id" + i, Split.SPLIT_TRAIN))
                .toList();

        // When
        TrainingSets sets = TrainingSets.of(examples, 0.2);

        // Then
        assertThat(sets.train()).hasSize(8);
        assertThat(sets.validation()).extracting(LabelledExample::id).containsExactly("id8", "id9");
    }

    private static LabelledExample example(String id, Split split) {
        return new LabelledExample(id, split, 0, ByteString.EMPTY);
    }
}
