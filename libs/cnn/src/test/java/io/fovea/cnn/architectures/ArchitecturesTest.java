package io.fovea.cnn.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.Model;
import org.junit.jupiter.api.Test;

class ArchitecturesTest {
    @Test
    void shouldCountTheWeightsOfLeNet5() {
        // Given the chapter's table: 156 + 2,416 + 48,120 + 252,084 + 850
        Architecture lenet = Architectures.named("lenet5");

        // When
        Model model = lenet.build(lenet.defaultInput(), 10);

        // Then
        assertThat(model.parameters()).isEqualTo(303_626);
        assertThat(model.trainableParameters()).isEqualTo(303_626);
        assertThat(model.namedWeights().keySet())
                .containsExactly(
                        "conv1/kernel",
                        "conv1/bias",
                        "conv2/kernel",
                        "conv2/bias",
                        "conv3/kernel",
                        "conv3/bias",
                        "fc6/kernel",
                        "fc6/bias",
                        "fc7/kernel",
                        "fc7/bias");
    }

    @Test
    void shouldPrintTheTableThatKerasPrints() {
        // Given
        Architecture lenet = Architectures.named("lenet5");

        // When
        String summary = lenet.build(lenet.defaultInput(), 10).summary();

        // Then
        assertThat(summary.lines())
                .containsExactly(
                        "----------------------------------------------------------",
                        "Layer (type)               Output Shape         Param #",
                        "==========================================================",
                        "input (InputLayer)         (None, 28, 28, 1)    0",
                        "conv1 (Conv2D)             (None, 24, 24, 6)    156",
                        "pool1 (AveragePooling2D)   (None, 23, 23, 6)    0",
                        "conv2 (Conv2D)             (None, 19, 19, 16)   2,416",
                        "pool2 (AveragePooling2D)   (None, 9, 9, 16)     0",
                        "conv3 (Conv2D)             (None, 5, 5, 120)    48,120",
                        "flatten (Flatten)          (None, 3000)         0",
                        "fc6 (Dense)                (None, 84)           252,084",
                        "fc7 (Dense)                (None, 10)           850",
                        "==========================================================",
                        "Total params: 303,626",
                        "Trainable params: 303,626",
                        "Non-trainable params: 0");
    }

    @Test
    void shouldCountTheWeightsOfTheFeedForwardNet() {
        // Given
        Architecture net = Architectures.named("ffnn");

        // When
        Model model = net.build(net.defaultInput(), 10);

        // Then
        assertThat(model.parameters()).isEqualTo(669_706);
    }

    @Test
    void shouldNameTheArchitecturesThereAreWhenOneIsUnknown() {
        assertThatThrownBy(() -> Architectures.named("lenet6"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No architecture is called lenet6. There are: ")
                .hasMessageContaining("ffnn, lenet5");
    }
}
