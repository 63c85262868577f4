package io.fovea.cnn.layers;

import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.GradientCheck;
import io.fovea.cnn.Layer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Every layer, every option, against finite differences. */
class LayerGradientsTest {
    private static final Shape IMAGE = Shape.of(7, 6, 2);
    private static final Shape SEQUENCE = Shape.of(9, 2);

    static Stream<Layer> layersOfImages() {
        return Stream.of(
                new Conv2D(3, 3),
                new Conv2D(3, 3, 2).padding(SAME),
                new Conv2D(2, 3).strides(2),
                new Conv2D(2, 3).strides(2, 1).padding(SAME).activation(Activation.TANH),
                new Conv2D(2, 1).withoutBias(),
                new Conv2D(2, 3).dilation(2),
                new Conv2D(2, 2, 3).dilation(3, 2).padding(SAME),
                new Conv2D(4, 3).groups(2).strides(2),
                new Conv2D(2, 3).groups(2).dilation(2).padding(SAME),
                new Conv2DTranspose(3, 3),
                new Conv2DTranspose(2, 3).strides(2),
                new Conv2DTranspose(2, 2).strides(3),
                new Conv2DTranspose(2, 3).strides(2).padding(SAME),
                new Conv2DTranspose(2, 2).dilation(2),
                new Conv2DTranspose(2, 3).dilation(2).padding(SAME),
                new DepthwiseConv2D(3),
                new DepthwiseConv2D(3).strides(2).padding(SAME).depthMultiplier(2),
                new DepthwiseConv2D(2).dilation(2),
                new DepthwiseConv2D(3).dilation(2).padding(SAME).withoutBias(),
                new SeparableConv2D(3, 3),
                new SeparableConv2D(3, 3).strides(2).padding(SAME).depthMultiplier(2),
                new SeparableConv2D(3, 2).dilation(3),
                new AveragePooling2D(2),
                new AveragePooling2D(2).strides(1),
                new AveragePooling2D(3).strides(2).padding(SAME),
                new AveragePooling2D(2, 3).strides(1, 2),
                new MaxPooling2D(2),
                new MaxPooling2D(2).strides(1),
                new MaxPooling2D(3).strides(2).padding(SAME),
                new GlobalAveragePooling2D(),
                new GlobalAveragePooling2D().keepDims(),
                new GlobalMaxPooling2D(),
                new GlobalMaxPooling2D().keepDims(),
                new Flatten(),
                new Reshape(14, -1),
                new Permute(3, 1, 2),
                new Rescaling(0.5, -1),
                new Normalization(new float[] {1, 2}, new float[] {4, 9}),
                new ZeroPadding2D(1, 2, 0, 3),
                new Cropping2D(1, 2, 0, 3),
                new UpSampling2D(2),
                new Resizing(4, 9, Interpolation.NEAREST),
                new LayerNormalization(),
                new LocalResponseNormalization(1, 2, 0.5, 0.75),
                new ReLU(),
                new ReLU(6),
                new ReLU(0.5),
                new LeakyReLU(),
                new ActivationLayer(Activation.SILU),
                new Dense(3));
    }

    static Stream<Layer> layersOfSequences() {
        return Stream.of(
                new Conv1D(3, 3),
                new Conv1D(3, 4).strides(2).padding(SAME),
                new Conv1D(3, 3).causal(),
                new Conv1D(3, 2).causal().dilation(3),
                new Conv1D(3, 3).causal().strides(2),
                new Conv1D(3, 3).dilation(2).padding(SAME),
                new MaxPooling1D(2),
                new MaxPooling1D(3).strides(2).padding(SAME),
                new AveragePooling1D(2),
                new AveragePooling1D(3).strides(1).padding(SAME),
                new GlobalMaxPooling1D(),
                new GlobalAveragePooling1D().keepDims(),
                new ZeroPadding1D(2, 1),
                new Cropping1D(2, 1),
                new Dense(3));
    }

    static Stream<Layer> layersInFloat32() {
        return Stream.of(
                new BatchNormalization(),
                new BatchNormalization().withoutScale().epsilon(0.1),
                new BatchNormalization().withoutCenter(),
                new UpSampling2D(2, Interpolation.BILINEAR),
                new Resizing(4, 9));
    }

    @ParameterizedTest
    @MethodSource("layersOfImages")
    void shouldHaveTheGradientOfFiniteDifferencesOnImages(Layer layer) {
        GradientCheck.inference().passes(IMAGE, layer);
    }

    @ParameterizedTest
    @MethodSource("layersOfSequences")
    void shouldHaveTheGradientOfFiniteDifferencesOnSequences(Layer layer) {
        GradientCheck.inference().passes(SEQUENCE, layer);
    }

    @ParameterizedTest
    @MethodSource("layersInFloat32")
    void shouldHaveTheGradientOfFiniteDifferencesInInference(Layer layer) {
        GradientCheck.inference().inFloat32().passes(IMAGE, layer);
    }

    @ParameterizedTest
    @MethodSource("layersInFloat32")
    void shouldHaveTheGradientOfFiniteDifferencesInTraining(Layer layer) {
        GradientCheck.training().inFloat32().passes(IMAGE, layer);
    }

    static Stream<Layer> joins() {
        return Stream.of(
                new Add(),
                new Subtract(),
                new Multiply(),
                new Average(),
                new Maximum(),
                new Concatenate(1),
                new Concatenate());
    }

    @ParameterizedTest
    @MethodSource("joins")
    void shouldHaveTheGradientOfFiniteDifferencesForBothInputs(Layer layer) {
        GradientCheck.inference().passes(List.of(IMAGE, IMAGE), inputs -> layer.apply(inputs.get(0), inputs.get(1)));
    }

    @Test
    void shouldHaveTheGradientOfFiniteDifferencesWhereAJoinRepeats() {
        GradientCheck.inference()
                .passes(
                        List.of(IMAGE, Shape.of(1, 1, 2)),
                        inputs -> new Multiply().apply(inputs.get(0), inputs.get(1)));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void shouldHaveTheGradientOfFiniteDifferences(Activation activation) {
        GradientCheck.inference().passes(Shape.of(5), new Dense(4).activation(activation));
    }

    static Stream<Layer> randomLayers() {
        return Stream.of(new Dropout(0.3), new SpatialDropout2D(0.5), new GaussianNoise(0.5));
    }

    @ParameterizedTest
    @MethodSource("randomLayers")
    void shouldHaveTheGradientOfFiniteDifferencesThroughRandomness(Layer layer) {
        GradientCheck.training().passes(IMAGE, layer);
    }

    @Test
    void shouldHaveTheGradientOfFiniteDifferencesWhereALayerIsShared() {
        Layer shared = new Dense(3).activation(Activation.TANH);
        GradientCheck.inference()
                .passes(
                        List.of(Shape.of(3), Shape.of(3)),
                        inputs -> new Add()
                                .apply(
                                        shared.apply(inputs.get(0)),
                                        inputs.get(1).then(shared)));
    }

    @Test
    void shouldHaveTheGradientOfFiniteDifferencesThroughSpatialDropoutOfSequences() {
        GradientCheck.training().passes(SEQUENCE, new SpatialDropout1D(0.5));
    }
}
