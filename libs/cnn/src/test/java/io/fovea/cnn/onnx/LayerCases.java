package io.fovea.cnn.onnx;

import io.fovea.cnn.Input;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.Average;
import io.fovea.cnn.layers.AveragePooling1D;
import io.fovea.cnn.layers.AveragePooling2D;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Conv1D;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Conv2DTranspose;
import io.fovea.cnn.layers.Cropping1D;
import io.fovea.cnn.layers.Cropping2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.DepthwiseConv2D;
import io.fovea.cnn.layers.DropPath;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.GaussianNoise;
import io.fovea.cnn.layers.GlobalAveragePooling1D;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.GlobalMaxPooling1D;
import io.fovea.cnn.layers.GlobalMaxPooling2D;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.Interpolation;
import io.fovea.cnn.layers.LayerNormalization;
import io.fovea.cnn.layers.LeakyReLU;
import io.fovea.cnn.layers.LocalResponseNormalization;
import io.fovea.cnn.layers.MaxPooling1D;
import io.fovea.cnn.layers.MaxPooling2D;
import io.fovea.cnn.layers.Maximum;
import io.fovea.cnn.layers.Multiply;
import io.fovea.cnn.layers.Normalization;
import io.fovea.cnn.layers.Padding;
import io.fovea.cnn.layers.PerImageStandardization;
import io.fovea.cnn.layers.Permute;
import io.fovea.cnn.layers.ReLU;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.layers.Reshape;
import io.fovea.cnn.layers.Resizing;
import io.fovea.cnn.layers.ScaledResidual;
import io.fovea.cnn.layers.SeparableConv2D;
import io.fovea.cnn.layers.SpatialDropout1D;
import io.fovea.cnn.layers.SpatialDropout2D;
import io.fovea.cnn.layers.Subtract;
import io.fovea.cnn.layers.UpSampling2D;
import io.fovea.cnn.layers.ZeroPadding1D;
import io.fovea.cnn.layers.ZeroPadding2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/** Every layer with its options, behind a convolution (so that channels lie first) and straight behind the input. */
final class LayerCases {
    private static final Shape IMAGE = Shape.of(9, 8, 6);
    private static final Shape SEQUENCE = Shape.of(10, 6);

    private final List<LayerCase> cases = new ArrayList<>();

    private LayerCases() {
        convolutions();
        sequences();
        shapes();
        normalizations();
        merges();
        for (Activation activation : Activation.values()) {
            image(() -> new ActivationLayer(activation), activation.name());
        }
        vector(() -> new ActivationLayer(Activation.SOFTMAX), "");
        image(() -> new ReLU(2, 0.1, 0.5), "slope and threshold");
        image(LeakyReLU::new, "");
        image(ReLU::new, "");
        image(() -> new ReLU(1.5), "cut");
        image(() -> new Dropout(0.5), "");
        image(() -> new SpatialDropout2D(0.5), "");
        sequence(() -> new SpatialDropout1D(0.5), "");
        image(() -> new DropPath(0.5), "");
        image(() -> new GaussianNoise(0.5), "");
    }

    static List<LayerCase> all() {
        return new LayerCases().cases;
    }

    private void convolutions() {
        for (Padding padding : Padding.values()) {
            for (int strides = 1; strides <= 3; strides++) {
                int step = strides;
                String options = padding + " " + step;
                image(() -> new Conv2D(4, 3).padding(padding).strides(step), options);
                image(() -> new Conv2D(4, 2, 5).padding(padding).strides(step, 1), "2x5 " + options);
                image(() -> new DepthwiseConv2D(3).padding(padding).strides(step), options);
                image(
                        () -> new SeparableConv2D(5, 3)
                                .padding(padding)
                                .strides(step)
                                .depthMultiplier(2),
                        options);
                image(() -> new Conv2DTranspose(5, 2).padding(padding).strides(step), "2 " + options);
                image(() -> new Conv2DTranspose(5, 4).padding(padding).strides(step), "4 " + options);
                image(() -> new MaxPooling2D(3).padding(padding).strides(step), options);
                image(() -> new AveragePooling2D(2, 3).padding(padding).strides(step), options);
                sequence(() -> new Conv1D(4, 3).padding(padding).strides(step), options);
                sequence(() -> new MaxPooling1D(3).padding(padding).strides(step), options);
                sequence(() -> new AveragePooling1D(3).padding(padding).strides(step), options);
            }
            image(() -> new Conv2D(4, 3).padding(padding).dilation(2, 3), "dilated " + padding);
            image(() -> new DepthwiseConv2D(3).padding(padding).dilation(2).depthMultiplier(2), "dilated " + padding);
            image(() -> new Conv2DTranspose(4, 3).padding(padding).dilation(2), "dilated " + padding);
            image(() -> new Conv2D(4, 3).padding(padding).groups(2), "groups " + padding);
        }
        image(() -> new Conv2DTranspose(4, 3, 2).strides(3).outputPadding(1), "output padding");
        image(
                () -> new Conv2DTranspose(4, 3, 5)
                        .strides(2)
                        .padding(Padding.SAME)
                        .outputPadding(1),
                "output padding SAME");
        sequence(() -> new Conv1D(4, 3).groups(2), "groups");
        image(() -> new Conv2D(4, 3).withoutBias().activation(Activation.RELU), "no bias");
        image(() -> new Conv2DTranspose(4, 3).withoutBias().activation(Activation.SOFTMAX), "no bias");
        image(() -> new Dense(5).activation(Activation.TANH), "places");
        sequence(() -> new Dense(5).withoutBias(), "steps");
        vector(() -> new Dense(5), "");
        vector(() -> new Dense(5).withoutBias().activation(Activation.SOFTMAX), "no bias");
    }

    private void sequences() {
        sequence(() -> new Conv1D(4, 3).causal().dilation(2), "causal");
        sequence(() -> new ZeroPadding1D(1, 2), "");
        sequence(() -> new Cropping1D(1, 2), "");
        sequence(GlobalAveragePooling1D::new, "");
        sequence(() -> new GlobalAveragePooling1D().keepDims(), "kept");
        sequence(GlobalMaxPooling1D::new, "");
        sequence(() -> new GlobalMaxPooling1D().keepDims(), "kept");
        sequence(Flatten::new, "steps");
    }

    private void shapes() {
        image(GlobalAveragePooling2D::new, "");
        image(() -> new GlobalAveragePooling2D().keepDims(), "kept");
        image(GlobalMaxPooling2D::new, "");
        image(() -> new GlobalMaxPooling2D().keepDims(), "kept");
        image(Flatten::new, "");
        image(() -> new Reshape(4, -1, 3), "");
        image(() -> new Permute(3, 1, 2), "");
        image(() -> new ZeroPadding2D(1, 2, 3, 0), "");
        image(() -> new Cropping2D(1, 2, 3, 0), "");
        for (Interpolation interpolation : Interpolation.values()) {
            image(() -> new UpSampling2D(3, interpolation), interpolation.name());
            image(() -> new Resizing(5, 13, interpolation), interpolation.name());
            image(() -> new Resizing(18, 3, interpolation), "other " + interpolation.name());
            image(() -> new Resizing(7, 3, interpolation).cropToAspectRatio(), "cropped " + interpolation.name());
            image(() -> new UpSampling2D(2, 3, interpolation), "2 x 3 " + interpolation.name());
        }
    }

    private void normalizations() {
        image(BatchNormalization::new, "");
        image(() -> new BatchNormalization().withoutScale().withoutCenter().epsilon(0.1), "bare");
        sequence(BatchNormalization::new, "");
        vector(BatchNormalization::new, "");
        image(() -> new BatchNormalization().axis(1), "rows");
        image(() -> new BatchNormalization().axis(2), "columns");
        image(() -> new LayerNormalization().axes(1, 3), "rows and channels");
        image(() -> new LayerNormalization().axes(2).withoutCenter(), "columns");
        image(() -> new LayerNormalization().withoutScale(), "no gamma");
        image(() -> new Normalization().axis(1).invert(), "rows, inverted");
        image(() -> new Normalization(new float[] {0.5f}, new float[] {2}), "fixed");
        image(() -> new Rescaling(new double[] {1, 2, 3, 4, 5, 6}, new double[] {1}), "channels");
        image(LayerNormalization::new, "");
        sequence(LayerNormalization::new, "");
        vector(LayerNormalization::new, "");
        image(Normalization::new, "");
        image(PerImageStandardization::new, "");
        vector(PerImageStandardization::new, "");
        image(() -> new LocalResponseNormalization(2, 1, 0.3, 0.75), "");
        image(() -> new Rescaling(0.5, 3), "");
        for (ImageNetPreprocessing.Mode mode : ImageNetPreprocessing.Mode.values()) {
            SymbolicTensor pixels = Input.uint8("x", Shape.of(5, 4, 3));
            cases.add(new LayerCase(mode.name(), Model.of(pixels.then(new ImageNetPreprocessing(mode)))));
        }
    }

    private void merges() {
        Stream.<Supplier<Layer>>of(
                        Add::new,
                        Average::new,
                        Multiply::new,
                        Subtract::new,
                        Maximum::new,
                        () -> new ScaledResidual(0.3))
                .forEach(layer -> {
                    SymbolicTensor x = Input.float32("x", IMAGE);
                    SymbolicTensor one = x.then(new Conv2D(6, 1));
                    add("places", layer.get().apply(x, one));
                    SymbolicTensor channels = x.then(new GlobalAveragePooling2D().keepDims());
                    add("channels", layer.get().apply(one, channels));
                });
        for (int axis : new int[] {-1, 1, 2, 3}) {
            SymbolicTensor x = Input.float32("x", Shape.of(4, 4, 4));
            add("axis " + axis, new Concatenate(axis).apply(x.then(new Conv2D(4, 1)), x, x.then(new Permute(2, 1, 3))));
        }
    }

    private void image(Supplier<? extends Layer> layer, String options) {
        add(
                options + " after a convolution",
                Input.float32("x", IMAGE).then(new Conv2D(6, 1)).then(layer.get()));
        add(options, Input.float32("x", IMAGE).then(layer.get()));
    }

    private void sequence(Supplier<? extends Layer> layer, String options) {
        add(
                options + " after a convolution",
                Input.float32("x", SEQUENCE).then(new Conv1D(6, 1)).then(layer.get()));
        add(options, Input.float32("x", SEQUENCE).then(layer.get()));
    }

    private void vector(Supplier<? extends Layer> layer, String options) {
        add(options + " vector", Input.float32("x", Shape.of(6)).then(layer.get()));
    }

    private void add(String options, SymbolicTensor output) {
        cases.add(new LayerCase(options, Model.of(output)));
    }

    record LayerCase(String options, Model model) {
        Layer layer() {
            return model.outputs().get(0).layer();
        }

        @Override
        public String toString() {
            return layer().getClass().getSimpleName() + " " + options;
        }
    }
}
