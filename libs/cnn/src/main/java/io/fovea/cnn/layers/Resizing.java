package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * {@code [batch, height, width, channels]} in another size, whatever its proportions, or cut to the new ones first. Pixel centres
 * are at halves and nothing is antialiased: Keras' defaults.
 */
public final class Resizing extends UnaryLayer {
    private final Size2D size;
    private final Interpolation interpolation;
    private boolean cropToAspectRatio;

    /** Bilinear. */
    public Resizing(int height, int width) {
        this(height, width, Interpolation.BILINEAR);
    }

    /** @throws IllegalArgumentException where a size is below 1 */
    public Resizing(int height, int width, Interpolation interpolation) {
        this.size = new Size2D(height, width);
        this.interpolation = interpolation;
    }

    /** Resizes the largest part in the middle that has the new proportions, so that nothing is distorted. */
    public Resizing cropToAspectRatio() {
        this.cropToAspectRatio = true;
        return this;
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        return Shape.of(size.height(), size.width(), input.get(2));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Operand<TFloating> seen = cropToAspectRatio ? cropped(forward.tf(), input) : input;
        return interpolation.resize(forward.tf(), seen, size.height(), size.width());
    }

    private Operand<TFloating> cropped(Ops tf, Operand<TFloating> image) {
        int height = (int) image.shape().get(1);
        int width = (int) image.shape().get(2);
        int rows = within(height, (double) width * size.height() / size.width());
        int columns = within(width, (double) height * size.width() / size.height());
        int[] begin = {0, (height - rows) / 2, (width - columns) / 2, 0};
        return tf.slice(image, tf.constant(begin), tf.constant(new int[] {-1, rows, columns, -1}));
    }

    private static int within(int available, double wanted) {
        return Math.max(1, Math.min(available, (int) wanted));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        OnnxValue image = graph.channelsFirst(input);
        OnnxValue seen = cropToAspectRatio ? cropped(graph, image) : image;
        return interpolation.resize(graph, seen, outputShape(input.shape()));
    }

    private OnnxValue cropped(OnnxGraph graph, OnnxValue image) {
        long height = image.shape().get(0);
        long width = image.shape().get(1);
        long rows = within((int) height, (double) width * size.height() / size.width());
        long columns = within((int) width, (double) height * size.width() / size.height());
        Shape part = Shape.of(rows, columns, image.channels());
        return OnnxSlices.part(graph, image, part, (height - rows) / 2, (width - columns) / 2);
    }
}
