package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class ModelTest {
    @Test
    void shouldNameLayersAsKerasDoes() {
        // Given
        SymbolicTensor output = Input.float32("image", Shape.of(8, 8, 1))
                .then(new Conv2D(2, 3))
                .then(new Conv2D(2, 3))
                .then(new Flatten())
                .then(new Dense(1).named("dense"))
                .then(new Dense(1));

        // When
        Model model = Model.of(output);

        // Then
        assertThat(model.layers())
                .extracting(Layer::name)
                .containsExactly("image", "conv2d", "conv2d_1", "flatten", "dense", "dense_1");
        assertThat(LayerNames.snakeCase("BatchNormalization")).isEqualTo("batch_normalization");
        assertThat(LayerNames.snakeCase("GlobalAveragePooling2D")).isEqualTo("global_average_pooling2d");
    }

    @Test
    void shouldShareTheWeightsOfALayerThatIsUsedTwice() {
        // Given
        Layer shared = new Dense(3);
        SymbolicTensor left = Input.float32("left", Shape.of(2));
        SymbolicTensor right = Input.float32("right", Shape.of(2));

        // When
        Model model = Model.of(new Add().apply(left.then(shared), right.then(shared)));

        // Then
        assertThat(model.parameters()).isEqualTo(9);
        assertThat(model.inputs()).containsExactly(left, right);
        assertThat(model.summary())
                .contains("Connected to")
                .contains("dense[0][0]")
                .contains("dense[1][0]");
    }

    @Test
    void shouldNestAModelAsALayer() {
        // Given
        Model inner = Model.of(Input.float32("x", Shape.of(2)).then(new Dense(4).named("hidden")));
        SymbolicTensor input = Input.float32("input", Shape.of(2));

        // When
        Model outer = Model.of(input.then(inner.named("inner")).then(new Dense(1).named("head")));

        // Then
        assertThat(outer.parameters()).isEqualTo(2 * 4 + 4 + 4 + 1);
        assertThat(outer.namedWeights().keySet())
                .containsExactly("inner/hidden/kernel", "inner/hidden/bias", "head/kernel", "head/bias");
        inner.trainable(false);
        assertThat(outer.trainableParameters()).isEqualTo(5);
    }

    @Test
    void shouldBeCutAtAnyLayer() {
        // Given
        Model whole = Model.of(Input.float32("x", Shape.of(2))
                .then(new Dense(4).named("hidden"))
                .then(new Dense(1)));

        // When
        Model cut = Model.of(whole.layer("hidden").output());

        // Then
        assertThat(cut.outputs().get(0).shape()).isEqualTo(Shape.of(4));
        assertThat(cut.parameters()).isEqualTo(12);
        assertThatThrownBy(() -> whole.layer("hiden"))
                .hasMessage("No layer is called hiden. There are: x, hidden, dense.");
    }

    @Test
    void shouldBeCutInsideOfANestedModel() {
        // Given
        Model inner = Model.of(Input.float32("x", Shape.of(2))
                .then(new Dense(4).named("hidden"))
                .then(new Dense(3).named("last")));
        SymbolicTensor scaled = Input.float32("input", Shape.of(2)).then(new Rescaling(2, 0));
        Model outer = Model.of(scaled.then(inner.named("inner")).then(new Dense(1).named("head")));

        // When
        Model cut = Model.of(outer.layer("inner/hidden").output());

        // Then
        assertThat(cut.inputs()).containsExactlyElementsOf(inner.inputs());
        assertThat(cut.namedWeights().get("hidden/kernel"))
                .isSameAs(outer.namedWeights().get("inner/hidden/kernel"));
        assertThatThrownBy(() -> outer.layer("inner/hiden"))
                .hasMessage("No layer is called inner/hiden. There are: input, rescaling, inner, head.");
    }

    @Test
    void shouldCountALayerOnceThatANestedModelShares() {
        // Given
        Dense shared = new Dense(2);
        Model inner = Model.of(Input.float32("x", Shape.of(2)).then(shared.named("shared")));
        SymbolicTensor input = Input.float32("input", Shape.of(2));

        // When
        Model outer = Model.of(input.then(shared).then(inner.named("inner")));

        // Then
        assertThat(outer.parameters()).isEqualTo(6);
        assertThat(outer.namedWeights().keySet()).containsExactly("shared/kernel", "shared/bias");
        try (InferenceModel ready = outer.inference(Options.seed(1))) {
            HostTensor answer = ready.predict(HostTensor.float32(new long[] {1, 2}, 1, 2));
            assertThat(answer.shape()).containsExactly(1, 2);
        }
    }

    @Test
    void shouldRefuseAnInputWithoutASize() {
        assertThatThrownBy(() -> Input.float32("image", Shape.of(-1, 28, 1)))
                .hasMessage("Input image: expected a size of 1 or more for each axis, received [-1, 28, 1].");
        assertThatThrownBy(() -> Input.uint8("image", Shape.of(0, 28, 1)))
                .hasMessage("Input image: expected a size of 1 or more for each axis, received [0, 28, 1].");
    }

    @Test
    void shouldRefuseTwoLayersOfOneName() {
        SymbolicTensor x = Input.float32("x", Shape.of(2)).then(new Dense(2).named("a"));

        assertThatThrownBy(() -> Model.of(x.then(new Dense(2).named("a")))).hasMessage("Two layers are called a.");
    }

    @Test
    void shouldRefuseOutputsOfAnInputThatIsNotGiven() {
        SymbolicTensor a = Input.float32("a", Shape.of(2));
        SymbolicTensor b = Input.float32("b", Shape.of(2));
        SymbolicTensor both = new Concatenate().apply(a, b);

        assertThatThrownBy(() -> Model.of(List.of(a), List.of(both)))
                .hasMessage("The outputs depend on inputs that the model does not have: b.");
    }

    @Test
    void shouldAnswerWithSeveralOutputsAndWantALossForEach() {
        // Given
        SymbolicTensor x = Input.float32("x", Shape.of(2));
        Model model = Model.of(x.then(new Dense(3).named("a")), x.then(new Dense(4).named("b")));

        // When
        List<HostTensor> answers;
        try (InferenceModel ready = model.inference(Options.seed(1))) {
            answers = ready.predict(List.of(HostTensor.float32(new long[] {1, 2}, 1, 2)));
        }

        // Then
        assertThat(answers).extracting(answer -> answer.shape()[1]).containsExactly(3L, 4L);
        Loss loss = Loss.sparseCategoricalCrossentropyFromLogits();
        assertThatThrownBy(() -> model.compile(new Sgd(), loss, Options.seed(1)))
                .hasMessage("The model has the outputs [a, b]: give each its loss, by its name.");
    }

    @Test
    void shouldSayWhichShapeDoesNotFit() {
        SymbolicTensor image = Input.float32("image", Shape.of(4, 4, 1));

        assertThatThrownBy(() -> image.then(new Conv2D(1, 5)))
                .hasMessage("Conv2D: a window of 5 x 5 does not fit into 4 x 4.");
        assertThatThrownBy(() -> image.then(new Flatten()).then(new Conv2D(1, 3)))
                .hasMessage("Conv2D: expected 3 axes beside the batch, received [16].");
    }
}
