package io.fovea.trainer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fovea.proto.example.v1.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
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
    void shouldKeepTheShareOfEachClassForValidation() {
        // Given nine in ten of class 0
        List<LabelledExample> examples = examples(1_000, Split.SPLIT_UNSPECIFIED, i -> i % 10 == 0 ? 1 : 0);

        // When
        TrainingSets sets = TrainingSets.of(examples, 0.2);

        // Then
        assertThat(labels(sets.validation())).containsExactlyInAnyOrderEntriesOf(Map.of(0L, 180L, 1L, 20L));
        assertThat(labels(sets.train())).containsExactlyInAnyOrderEntriesOf(Map.of(0L, 720L, 1L, 80L));
    }

    @Test
    void shouldKeepTheShareOfEachLengthOfSequences() {
        // Given as many of two as of three
        List<LabelledExample> examples = IntStream.range(0, 40)
                .mapToObj(i -> new LabelledExample(
                        "id" + i,
                        Split.SPLIT_UNSPECIFIED,
                        i % 2 == 0 ? List.of(i % 10, 1) : List.of(i % 10, 1, 2),
                        ByteString.EMPTY))
                .toList();

        // When
        TrainingSets sets = TrainingSets.of(examples, 0.25);

        // Then
        assertThat(sets.validation())
                .extracting(example -> example.classes().size())
                .containsExactlyInAnyOrder(2, 2, 2, 2, 2, 3, 3, 3, 3, 3);
    }

    @Test
    void shouldKeepTheShareOfAllWhereClassesAreTooSmallForTheirs() {
        // Given seven classes of five: half an example of each
        List<LabelledExample> examples = examples(35, Split.SPLIT_UNSPECIFIED, i -> i % 7);

        // When
        TrainingSets sets = TrainingSets.of(examples, 0.1);

        // Then
        assertThat(sets.validation())
                .hasSize(4)
                .extracting(LabelledExample::label)
                .doesNotHaveDuplicates();
        assertThat(labels(sets.train())).hasSize(7);
    }

    @Test
    void shouldDrawTheSameInWhateverOrderTheyCome() {
        // Given
        List<LabelledExample> examples = examples(500, Split.SPLIT_UNSPECIFIED, i -> i % 3);
        List<LabelledExample> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(5));

        // When
        TrainingSets sets = TrainingSets.of(shuffled, 0.3);

        // Then
        assertThat(sets).isEqualTo(TrainingSets.of(examples, 0.3));
    }

    @Test
    void shouldDrawRegardlessOfWhatIdsBeginWith() {
        // Given
        List<LabelledExample> examples = examples(1_000, Split.SPLIT_UNSPECIFIED, i -> 0);

        // When
        TrainingSets sets = TrainingSets.of(examples, 0.5);

        // Then as many of the first half of the ids as chance gives: 250, and four standard deviations
        long ofFirstHalf = sets.validation().stream()
                .filter(example -> example.id().compareTo("id1500") < 0)
                .count();
        assertThat(ofFirstHalf).isBetween(218L, 282L);
    }

    @Test
    void shouldNeverTakeTheLastOfAClass() {
        // Given
        List<LabelledExample> examples = examples(3, Split.SPLIT_UNSPECIFIED, i -> i);

        // When
        TrainingSets sets = TrainingSets.of(examples, 0.9);

        // Then
        assertThat(sets.train()).hasSize(3);
    }

    @Test
    void shouldDrawFromThoseForTrainingWhenNoneIsForValidation() {
        // When
        TrainingSets sets = TrainingSets.of(examples(10, Split.SPLIT_TRAIN, i -> i % 2), 0.2);

        // Then
        assertThat(labels(sets.train())).containsExactlyInAnyOrderEntriesOf(Map.of(0L, 4L, 1L, 4L));
        assertThat(labels(sets.validation())).containsExactlyInAnyOrderEntriesOf(Map.of(0L, 1L, 1L, 1L));
    }

    @Test
    void shouldTrainOnEverythingWhenNothingIsKept() {
        // When
        TrainingSets sets = TrainingSets.of(examples(10, Split.SPLIT_UNSPECIFIED, i -> 0), 0);

        // Then
        assertThat(sets.train()).hasSize(10);
    }

    private static Map<Long, Long> labels(List<LabelledExample> examples) {
        return examples.stream()
                .collect(Collectors.groupingBy(example -> (long) example.label(), Collectors.counting()));
    }

    private static List<LabelledExample> examples(int count, Split split, IntUnaryOperator label) {
        return IntStream.range(0, count)
                .mapToObj(i -> new LabelledExample("id" + (1000 + i), split, label.applyAsInt(i), ByteString.EMPTY))
                .toList();
    }

    private static LabelledExample example(String id, Split split) {
        return new LabelledExample(id, split, 0, ByteString.EMPTY);
    }
}
