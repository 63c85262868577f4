package io.fovea.cnn.layers;

import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.GradientCheck;
import io.fovea.cnn.Layer;
import io.fovea.cnn.regularizers.Regularizer;
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
                new Conv2DTranspose(2, 2, 3).strides(2, 1).activation(Activation.TANH),
                new Conv2DTranspose(2, 3).strides(2).outputPadding(1),
                new Conv2DTranspose(2, 3).strides(3, 2).outputPadding(2, 1).padding(SAME),
                new Conv2DTranspose(2, 3).withoutBias(),
                new DepthwiseConv2D(3),
                new DepthwiseConv2D(3).strides(2).padding(SAME).depthMultiplier(2),
                new DepthwiseConv2D(2).dilation(2),
                new DepthwiseConv2D(3).dilation(2).padding(SAME).withoutBias(),
                new DepthwiseConv2D(2, 3).depthMultiplier(3).activation(Activation.TANH),
                new DepthwiseConv2D(2, 3).dilation(3, 2).depthMultiplier(2).padding(SAME),
                new DepthwiseConv2D(3).strides(2),
                new SeparableConv2D(3, 3),
                new SeparableConv2D(3, 3).strides(2).padding(SAME).depthMultiplier(2),
                new SeparableConv2D(3, 2).dilation(3),
                new SeparableConv2D(3, 2, 3).dilation(2).padding(SAME).withoutBias(),
                new SeparableConv2D(3, 3).strides(2).depthMultiplier(2).activation(Activation.TANH),
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
                new MaxPooling2D(3, 2).strides(1, 2).padding(SAME),
                new Flatten(),
                new Reshape(14, -1),
                new Permute(3, 1, 2),
                new Rescaling(0.5, -1),
                new Rescaling(new double[] {0.5, 2}, new double[] {1, -1}),
                new Normalization(),
                new PerImageStandardization(),
                new Normalization().axis(2),
                new Normalization(new float[] {1, 2}, new float[] {4, 9}),
                new Normalization(new float[] {1}, new float[] {4}).invert(),
                new ImageNetPreprocessing(ImageNetPreprocessing.Mode.TF),
                new ZeroPadding2D(1, 2, 0, 3),
                new Cropping2D(1, 2, 0, 3),
                new UpSampling2D(2),
                new UpSampling2D(3, 1, Interpolation.NEAREST),
                new Resizing(4, 9, Interpolation.NEAREST),
                new Resizing(3, 5, Interpolation.NEAREST).cropToAspectRatio(),
                new LayerNormalization(),
                new LayerNormalization().axes(1, 3).epsilon(0.1),
                new LayerNormalization().withoutScale(),
                new LayerNormalization().axes(2).withoutCenter(),
                new LocalResponseNormalization(1, 2, 0.5, 0.75),
                new ReLU(),
                new ReLU(6),
                new ReLU(0.5),
                new ReLU(1, 0.25, 0.5),
                new ReLU(Double.POSITIVE_INFINITY, 0.25, 0),
                new LeakyReLU(),
                new LeakyReLU(0.1),
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
                new Conv1D(3, 3).dilation(3).activation(Activation.TANH),
                new Conv1D(4, 3).groups(2).strides(2),
                new Conv1D(2, 3).groups(2).dilation(2).causal().withoutBias(),
                new MaxPooling1D(2),
                new MaxPooling1D(3).strides(2).padding(SAME),
                new AveragePooling1D(2),
                new AveragePooling1D(3).strides(1).padding(SAME),
                new AveragePooling1D(2).strides(3),
                new GlobalMaxPooling1D(),
                new GlobalMaxPooling1D().keepDims(),
                new GlobalAveragePooling1D(),
                new GlobalAveragePooling1D().keepDims(),
                new LayerNormalization().axes(1),
                new ZeroPadding1D(2, 1),
                new Cropping1D(2, 1),
                new Dense(3));
    }

    static Stream<Layer> layersInFloat32() {
        return Stream.of(
                new BatchNormalization(),
                new BatchNormalization().withoutScale().epsilon(0.1),
                new BatchNormalization().withoutCenter(),
                new BatchNormalization().axis(1),
                new BatchNormalization().axis(2).withoutScale().withoutCenter(),
                new UpSampling2D(2, Interpolation.BILINEAR),
                new UpSampling2D(1, 3, Interpolation.BICUBIC),
                new Resizing(4, 9),
                new Resizing(4, 9).cropToAspectRatio(),
                new Resizing(9, 4, Interpolation.BICUBIC));
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

    @Test
    void shouldHaveTheGradientOfFiniteDifferencesThroughABatchNormalizationOfSequencesAndVectors() {
        GradientCheck.training().inFloat32().passes(SEQUENCE, new BatchNormalization());
        GradientCheck.inference().inFloat32().passes(Shape.of(3), new BatchNormalization());
    }

    @Test
    void shouldHaveTheGradientOfFiniteDifferencesThroughAFrozenBatchNormalizationInTraining() {
        GradientCheck.training().inFloat32().passes(IMAGE, new BatchNormalization().trainable(false));
    }

    @Test
    void shouldHaveTheGradientOfFiniteDifferencesThroughPreprocessingOfThreeChannels() {
        Shape image = Shape.of(2, 2, 3);
        GradientCheck.inference().passes(image, new ImageNetPreprocessing(ImageNetPreprocessing.Mode.CAFFE));
        GradientCheck.inference().passes(image, new ImageNetPreprocessing(ImageNetPreprocessing.Mode.TORCH));
    }

    static Stream<Layer> dearLayers() {
        return Stream.of(
                new Conv2D(2, 3).kernelRegularizer(Regularizer.l1(0.3)).biasRegularizer(Regularizer.l2(0.2)),
                new Conv2D(2, 3).activityRegularizer(Regularizer.l1l2(0.1, 0.2)).activation(Activation.TANH),
                new SeparableConv2D(2, 3)
                        .depthwiseRegularizer(Regularizer.l2(0.5))
                        .pointwiseRegularizer(Regularizer.l1l2(0.1, 0.4)),
                new DepthwiseConv2D(3).kernelRegularizer(Regularizer.l1l2(0.2, 0.1)),
                new Dense(2).kernelRegularizer(Regularizer.l2(0.3)).biasRegularizer(Regularizer.l1(0.2)));
    }

    @ParameterizedTest
    @MethodSource("dearLayers")
    void shouldHaveTheGradientOfFiniteDifferencesWithWhatWeightsAndOutputsCost(Layer layer) {
        GradientCheck.training().passes(Shape.of(4, 4, 2), layer);
    }

    @Test
    void shouldHaveTheGradientOfFiniteDifferencesWithWhatGammaAndBetaCost() {
        BatchNormalization layer =
                new BatchNormalization().gammaRegularizer(Regularizer.l2(0.3)).betaRegularizer(Regularizer.l1(0.2));
        GradientCheck.training().inFloat32().passes(IMAGE, layer);
    }

    static Stream<Layer> joins() {
        return Stream.of(
                new ScaledResidual(0.2),
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
        return Stream.of(new Dropout(0.3), new SpatialDropout2D(0.5), new DropPath(0.5), new GaussianNoise(0.5));
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
