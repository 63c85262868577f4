package io.fovea.cnn.layers;

import static io.fovea.cnn.layers.Padding.SAME;
import static io.fovea.cnn.layers.Padding.VALID;

import io.fovea.cnn.GradientCheck;
import io.fovea.cnn.Layer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Every layer, every option, against finite differences. */
class LayerGradientsTest {
    private static final Shape IMAGE = Shape.of(7, 6, 2);

    static Stream<Arguments> layersOfImages() {
        return Stream.of(
                        new Conv2D(3, 3),
                        new Conv2D(3, 3, 2).padding(SAME),
                        new Conv2D(2, 3).strides(2),
                        new Conv2D(2, 3).strides(2).padding(SAME).activation(Activation.TANH),
                        new Conv2D(2, 1).withoutBias(),
                        new AveragePooling2D(2),
                        new AveragePooling2D(2).strides(1),
                        new AveragePooling2D(3).strides(2).padding(SAME),
                        new AveragePooling2D(2).padding(VALID),
                        new MaxPooling2D(2),
                        new MaxPooling2D(2).strides(1),
                        new MaxPooling2D(3).strides(2).padding(SAME),
                        new Flatten(),
                        new Rescaling(0.5, -1),
                        new Dense(3))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("layersOfImages")
    void shouldHaveTheGradientOfFiniteDifferencesOnImages(Layer layer) {
        GradientCheck.inference().passes(IMAGE, layer);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void shouldHaveTheGradientOfFiniteDifferences(Activation activation) {
        GradientCheck.inference().passes(Shape.of(5), new Dense(4).activation(activation));
    }

    @Test
    void shouldHaveTheGradientOfFiniteDifferencesThroughWhatDropoutKeeps() {
        GradientCheck.training().passes(Shape.of(40), new Dropout(0.3));
    }
}
