package io.fovea.cnn.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.GlobalMaxPooling2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

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

    @ParameterizedTest
    @CsvSource({
        "vgg16, 138357544",
        "vgg19, 143667240",
        "resnet50, 25636712",
        "resnet101, 44707176",
        "resnet152, 60419944",
        "resnet50v2, 25613800",
        "inceptionv3, 23851784",
        "inceptionresnetv2, 55873736",
        "xception, 22910480",
        "mobilenet, 4253864",
        "mobilenetv2, 3538984",
        "densenet121, 8062504",
        "densenet169, 14307880",
        "densenet201, 20242984",
        "nasnetmobile, 5326716",
        "nasnetlarge, 88949818",
        "efficientnetb0, 5330571"
    })
    void shouldHaveAsManyParametersAsKeras(String name, long parameters) {
        // Given
        Architecture architecture = Architectures.named(name);

        // When
        Model model = architecture.build(architecture.defaultInput(), 1000);

        // Then
        assertThat(model.parameters()).isEqualTo(parameters);
        assertThat(model.outputs().get(0).shape()).isEqualTo(Shape.of(1000));
    }

    @ParameterizedTest
    @CsvSource({
        "cifarmlp, 10, 3590642, 3590642",
        "cifarcnn, 10, 528054, 528054",
        "cifaralexnet, 10, 21592330, 21591114",
        "networkinnetwork, 10, 966986, 966986",
        "monthlyreturns, 1, 641, 449",
        "monthlyreturns-1st, 1, 673, 673",
        "cnnta, 1, 55041, 55041",
        "alexnet, 1000, 60965224, 60965224",
        "mobilenetv3small, 1000, 2554968, 2542856",
        "mobilenetv3large, 1000, 5507432, 5483032",
        "squeezenet, 1000, 1235496, 1235496",
        "unet, 1, 31030593, 31030593",
        "contextmodule, 21, 28392, 28392"
    })
    void shouldHaveAsManyParametersAsPublished(String name, int classes, long parameters, long trainable) {
        // Given
        Architecture architecture = Architectures.named(name);

        // When
        Model model = architecture.build(architecture.defaultInput(), classes);

        // Then
        assertThat(model.parameters()).isEqualTo(parameters);
        assertThat(model.trainableParameters()).isEqualTo(trainable);
    }

    @Test
    void shouldCountTheHeadsOfTheChapterOnPublishedBackbones() {
        // Given
        SymbolicTensor pixels = Input.float32("input", Shape.of(160, 160, 3));
        SymbolicTensor scenes = Input.float32("input", Shape.of(64, 64, 3));

        // When
        SymbolicTensor cats = Architectures.named("vgg16")
                .features(pixels)
                .then(new GlobalAveragePooling2D())
                .then(new Dense(64))
                .then(new Dense(1));
        SymbolicTensor head = Architectures.named("densenet201")
                .features(scenes)
                .then(new GlobalMaxPooling2D())
                .then(new BatchNormalization());
        for (int i = 0; i < 4; i++) {
            head = head.then(new Dense(2048)).then(new BatchNormalization());
        }

        // Then
        assertThat(Model.of(cats).parameters()).isEqualTo(14_747_585);
        assertThat(Model.of(head.then(new Dense(10))).parameters()).isEqualTo(34_906_186);
    }

    @Test
    void shouldNumberUnnamedLayersInTheOrderOfKeras() {
        // When
        Model model = Architectures.named("inceptionv3").build(Shape.of(75, 75, 3), 10);

        // Then: Keras' own ends with the pooled branch of mixed10
        assertThat(model.layer("conv2d_93").output().shape()).isEqualTo(Shape.of(1, 1, 192));
        assertThat(model.layer("mixed10").output().shape()).isEqualTo(Shape.of(1, 1, 2048));
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
                .hasMessageContaining("ffnn, inceptionresnetv2, inceptionv3, lenet5, mobilenet");
    }
}
