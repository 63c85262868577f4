package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** What a network of keras.applications was trained to see, made of RGB pixels 0 to 255 {@code [batch, height, width, 3]}. */
public final class ImageNetPreprocessing extends SameShapeLayer {
    private final Mode mode;

    /** Keras' modes of {@code preprocess_input}. */
    public enum Mode {
        /** Blue, green, red, less the mean of ImageNet: VGG, ResNet. */
        CAFFE,
        /** -1 to 1: Inception, MobileNet, NASNet, Xception, ResNet v2. */
        TF,
        /** 0 to 1, less the mean and over the standard deviation of ImageNet: DenseNet. */
        TORCH,
        /** As they are: EfficientNet and MobileNetV3 rescale for themselves. */
        NONE
    }

    /** As a mode of Keras does it; CAFFE and TORCH refuse anything but three channels on their first use. */
    public ImageNetPreprocessing(Mode mode) {
        this.mode = mode;
    }

    @Override
    protected void build(Shape input) {
        requireAxes(input, 3);
        if (input.get(2) != 3 && (mode == Mode.CAFFE || mode == Mode.TORCH)) {
            throw new IllegalArgumentException("%s: expected 3 channels, received %s.".formatted(className(), input));
        }
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        return switch (mode) {
            case NONE -> input;
            case TF -> tf.math.sub(tf.math.mul(input, forward.constant(1 / 127.5)), forward.constant(1));
            case CAFFE -> tf.math.sub(reversed(tf, input), channels(forward, 103.939, 116.779, 123.68));
            case TORCH ->
                tf.math.div(
                        tf.math.sub(
                                tf.math.mul(input, forward.constant(1 / 255.0)),
                                channels(forward, 0.485, 0.456, 0.406)),
                        channels(forward, 0.229, 0.224, 0.225));
        };
    }

    private static Operand<TFloating> channels(Forward forward, double... values) {
        return forward.cast(forward.tf().constant(values));
    }

    private static Operand<TFloating> reversed(Ops tf, Operand<TFloating> rgb) {
        List<Operand<TFloating>> bgr =
                List.of(LastAxis.part(tf, rgb, 2, 3), LastAxis.part(tf, rgb, 1, 3), LastAxis.part(tf, rgb, 0, 3));
        return tf.concat(bgr, tf.constant(3));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return switch (mode) {
            case NONE -> input;
            case TF -> {
                OnnxValue scaled =
                        graph.node("Mul").input(input).scalar(1 / 127.5).outputLike(input);
                yield graph.node("Sub").input(scaled).scalar(1).outputLike(input);
            }
            case CAFFE -> {
                OnnxValue bgr = graph.node("Gather")
                        .input(input)
                        .integers("bgr", 2, 1, 0)
                        .attribute("axis", input.channelAxis())
                        .outputLike(input);
                yield withChannels(graph, "Sub", bgr, 103.939f, 116.779f, 123.68f);
            }
            case TORCH -> {
                OnnxValue scaled =
                        graph.node("Mul").input(input).scalar(1 / 255.0).outputLike(input);
                OnnxValue centered = withChannels(graph, "Sub", scaled, 0.485f, 0.456f, 0.406f);
                yield withChannels(graph, "Div", centered, 0.229f, 0.224f, 0.225f);
            }
        };
    }

    private static OnnxValue withChannels(OnnxGraph graph, String operator, OnnxValue value, float... channels) {
        HostTensor constant = graph.perChannel(HostTensor.float32(new long[] {channels.length}, channels), value);
        return graph.node(operator).input(value).constant("channels", constant).outputLike(value);
    }
}
