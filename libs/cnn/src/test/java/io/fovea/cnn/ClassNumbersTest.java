package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.data.Batch;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.losses.CategoricalFocalCrossentropy;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.losses.SparseCategoricalCrossentropy;
import io.fovea.cnn.optimizers.Sgd;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Targets that are no class of the model's are refused, and nothing is learnt from their batch. */
class ClassNumbersTest {
    private static final Options OPTIONS = new Options(3, Device.CPU, 1);
    private static final FitOptions ALL_AT_ONCE = new FitOptions(3, 1);

    static Stream<Loss> losses() {
        return Stream.of(new SparseCategoricalCrossentropy(), new CategoricalFocalCrossentropy().sparse());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void shouldRefuseAClassNumberThatIsTooLargeAndLearnNothingFromItsBatch(Loss loss) {
        try (TrainableModel model = classifier().compile(new Sgd(0.1), loss, OPTIONS)) {
            Map<String, HostTensor> before = model.weights();

            // When, Then
            assertThatThrownBy(() -> model.fit(of(labels(0, 4, 1)), ALL_AT_ONCE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The model's targets: expected class numbers from 0 to 3, received 4 in row 1 of the batch.");
            assertThat(model.weights()).isEqualTo(before);

            // When: all are classes
            model.fit(of(labels(0, 3, 1)), ALL_AT_ONCE);

            // Then
            assertThat(model.weights()).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1", "4", "9223372036854775807", "-9223372036854775808"})
    void shouldRefuseWhatIsNoClassInTrainingAndEvaluation(long label) {
        Objective weighted = Objective.of(new SparseCategoricalCrossentropy()).classWeights(Map.of(1, 2.0));
        try (TrainableModel model = classifier().compile(new Sgd(0.1), weighted, OPTIONS)) {
            Dataset examples = of(labels(0, 1, label));
            String message = "received %d in row 2 of the batch.".formatted(label);
            assertThatThrownBy(() -> model.fit(examples, ALL_AT_ONCE)).hasMessageEndingWith(message);
            assertThatThrownBy(() -> model.evaluate(examples, 3)).hasMessageEndingWith(message);
        }
    }

    @Test
    void shouldNotLookAtExamplesThatCountNothing() {
        // Given
        HostTensor weights = HostTensor.float32(new long[] {3}, 1, 0, 1);
        HostTensor others = HostTensor.float32(new long[] {3}, 0, 1, 1);
        try (TrainableModel model = classifier().compile(new Sgd(0.1), new SparseCategoricalCrossentropy(), OPTIONS)) {
            // When, Then
            assertThatCode(() -> model.fit(of(labels(0, -1, 1), weights), ALL_AT_ONCE))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> model.fit(of(labels(0, -1, 1), others), ALL_AT_ONCE))
                    .hasMessageContaining("received -1 in row 1");
        }
    }

    @Test
    void shouldSayWhichOutputIsGivenWhatIsNoClass() {
        // Given: a head of 2 classes, one of 4
        SymbolicTensor input = Input.float32("x", Shape.of(2));
        Model heads = Model.of(input.then(new Dense(2).named("two")), input.then(new Dense(4).named("four")));
        Objective classes = Objective.of(new SparseCategoricalCrossentropy());
        try (TrainableModel model = heads.compile(new Sgd(0.1), Map.of("two", classes, "four", classes), OPTIONS)) {
            Map<String, HostTensor> before = model.weights();

            // When, Then
            assertThatCode(() -> model.evaluate(of(List.of(labels(0, 1, 1), labels(3, 2, 0))), 3))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> model.fit(of(List.of(labels(0, 1, 1), labels(3, 2, 5))), ALL_AT_ONCE))
                    .hasMessage(
                            "The model's targets of output four: expected class numbers from 0 to 3, received 5 in row 2 of the batch.");
            assertThatThrownBy(() -> model.fit(of(List.of(labels(0, 3, 1), labels(3, 2, 0))), ALL_AT_ONCE))
                    .hasMessage(
                            "The model's targets of output two: expected class numbers from 0 to 1, received 3 in row 1 of the batch.");
            assertThat(model.weights()).isEqualTo(before);
        }
    }

    @Test
    void shouldSayWhichPlaceOfAnExampleIsNoClass() {
        // Given: two places an example, each of 3 classes
        Model places = Model.of(Input.float32("x", Shape.of(2, 1)).then(new Dense(3)));
        HostTensor inputs = HostTensor.float32(new long[] {2, 2, 1}, 1, 2, 3, 4);
        HostTensor labels = HostTensor.int64(new long[] {2, 2}, 0, 1, 2, 3);
        try (TrainableModel model = places.compile(new Sgd(0.1), new SparseCategoricalCrossentropy(), OPTIONS)) {
            assertThatThrownBy(() -> model.fit(of(new Batch(inputs, labels)), ALL_AT_ONCE))
                    .hasMessage(
                            "The model's targets: expected class numbers from 0 to 2, received 3 in row 1 of the batch, place 1.");
        }
    }

    private static Model classifier() {
        return Model.of(Input.float32("x", Shape.of(2)).then(new Dense(4)));
    }

    private static HostTensor labels(long... labels) {
        return HostTensor.int64(new long[] {labels.length}, labels);
    }

    private static Dataset of(HostTensor labels, HostTensor... weights) {
        return of(new Batch(List.of(inputs()), List.of(labels), List.of(weights)));
    }

    private static Dataset of(List<HostTensor> labels) {
        return of(new Batch(List.of(inputs()), labels, List.of()));
    }

    /** One batch, in its order. */
    private static Dataset of(Batch batch) {
        return new Dataset() {
            @Override
            public int size() {
                return batch.size();
            }

            @Override
            public Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed) {
                return List.of(batch);
            }
        };
    }

    private static HostTensor inputs() {
        return HostTensor.float32(new long[] {3, 2}, 1, 0, 0, 1, 1, 1);
    }
}
